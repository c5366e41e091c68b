package echo.simulation.bugs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * Loads all of {@code echo.*} once more, some of it changed. What it loads has nothing in common with what is outside but the
 * platform's types and libraries; so the worlds inside run against the bug and the hunter outside does not.
 *
 * <p>Any thread.
 */
final class BugLoader extends ClassLoader {
    private static final String OURS = "echo.";

    static {
        registerAsParallelCapable();
    }

    private final ClassFileLocator original;
    private final Map<String, byte[]> changed = new LinkedHashMap<>();

    /**
     * A loader that makes {@code changes}; none for code as it is.
     *
     * @throws IllegalStateException if there is nothing to change where one of them would change something
     */
    BugLoader(List<Change> changes) {
        super(BugLoader.class.getClassLoader());
        original = ClassFileLocator.ForClassLoader.of(getParent());
        Map<String, List<Change>> byType = new LinkedHashMap<>();
        changes.forEach(change ->
                byType.computeIfAbsent(change.type(), type -> new ArrayList<>()).add(change));
        byType.forEach((type, ofType) -> changed.put(type, Change.apply(ofType, original)));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = changed.get(name);
        try {
            byte[] code = bytes == null ? original.locate(name).resolve() : bytes;
            return defineClass(name, code, 0, code.length);
        } catch (IOException | IllegalStateException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** The classes that were to be changed and that nothing has loaded. */
    List<String> unused() {
        return changed.keySet().stream()
                .filter(type -> findLoadedClass(type) == null)
                .toList();
    }
}
