package echo.simulation.bugs;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reaches for what production code hides, on behalf of woven code that runs in its midst. */
public final class Inside {
    private Inside() {}

    /**
     * Calls the one method of {@code on} that is named {@code method} and takes as many {@code arguments}.
     *
     * @throws NoSuchMethodError if there is not one: the bug does not fit the code any more
     */
    public static void call(Object on, String method, Object... arguments) {
        List<Method> found = Arrays.stream(on.getClass().getDeclaredMethods())
                .filter(it -> it.getName().equals(method) && it.getParameterCount() == arguments.length)
                .toList();
        if (found.size() != 1) {
            throw new NoSuchMethodError(
                    found.size() + " methods " + method + " of " + on.getClass().getName());
        }
        found.get(0).setAccessible(true);
        try {
            found.get(0).invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Objects in the order in which a hash table has them that goes by identity: another one in each run. */
    public static Comparator<Object> hashOrder() {
        return Comparator.comparingInt(System::identityHashCode);
    }
}
