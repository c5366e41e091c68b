package echo.simulation.move;

import echo.api.EchoException;
import echo.api.blob.BlobStore;
import echo.api.feed.FeedStore;
import echo.api.feed.MetaStore;
import echo.api.feed.Storage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Lets one call of storages fail: whether of a storage, or of a store that it gave. From then on all fail, as when the power is
 * cut. Closing does not count, and a store that does not open is none.
 */
final class Interruption {
    /** Whether the call that fails is done all the same. */
    enum When {
        BEFORE,
        AFTER
    }

    private static final List<Class<?>> PORTS =
            List.of(Storage.class, FeedStore.class, MetaStore.class, BlobStore.class);

    private final long failing;
    private final When when;
    private long calls;

    /** Lets call number {@code failing} fail, from 1. */
    Interruption(long failing, When when) {
        this.failing = failing;
        this.when = when;
    }

    /** Whether that call was made. */
    boolean happened() {
        return calls >= failing;
    }

    Storage in(Storage storage) {
        return (Storage) wrapped(Storage.class, storage);
    }

    private Object wrapped(Class<?> port, Object target) {
        InvocationHandler handler = (proxy, method, args) -> {
            boolean counted = !method.getName().equals("close")
                    && !method.getDeclaringClass().equals(Object.class);
            if (counted) {
                calls++;
            }
            if (counted
                    && (calls > failing
                            || (calls == failing
                                    && (when == When.BEFORE || method.getName().equals("open"))))) {
                throw failure();
            }
            Object result;
            try {
                result = method.invoke(target, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (counted && calls == failing) {
                throw failure();
            }
            return PORTS.contains(method.getReturnType()) ? wrapped(method.getReturnType(), result) : result;
        };
        return Proxy.newProxyInstance(Interruption.class.getClassLoader(), new Class<?>[] {port}, handler);
    }

    private EchoException failure() {
        return new EchoException(EchoException.Kind.STORAGE, "the power was cut at call " + failing);
    }
}
