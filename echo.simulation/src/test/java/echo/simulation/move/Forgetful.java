package echo.simulation.move;

import echo.api.feed.FeedStore;
import echo.api.feed.Storage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A storage that leaves out one of the changes of its stores, and says nothing. */
final class Forgetful {
    private final String change;
    private final int dropped;
    private int calls;

    private Forgetful(String change, int dropped) {
        this.change = change;
        this.dropped = dropped;
    }

    /** Leaves out run number {@code dropped} that is appended, from 1. */
    static Storage ofAppend(int dropped, Storage storage) {
        return (Storage) new Forgetful("append", dropped).wrapped(Storage.class, storage);
    }

    /** Leaves out the first trim. */
    static Storage ofTrim(Storage storage) {
        return (Storage) new Forgetful("trim", 1).wrapped(Storage.class, storage);
    }

    private Object wrapped(Class<?> port, Object target) {
        InvocationHandler handler = (proxy, method, args) -> {
            if (method.getName().equals(change) && ++calls == dropped) {
                return null;
            }
            try {
                Object result = method.invoke(target, args);
                return method.getReturnType().equals(FeedStore.class) ? wrapped(FeedStore.class, result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return Proxy.newProxyInstance(Forgetful.class.getClassLoader(), new Class<?>[] {port}, handler);
    }
}
