package echo.simulation.move;

import echo.api.feed.FeedStore;
import echo.api.feed.Storage;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A storage that drops one of the runs that are appended to its stores, and says nothing. */
final class Forgetful {
    private static final int DROPPED = 7;

    private final Storage storage;
    private int appends;

    Forgetful(Storage storage) {
        this.storage = storage;
    }

    Storage storage() {
        return (Storage) wrapped(Storage.class, storage);
    }

    private Object wrapped(Class<?> port, Object target) {
        InvocationHandler handler = (proxy, method, args) -> {
            if (method.getName().equals("append") && ++appends == DROPPED) {
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
