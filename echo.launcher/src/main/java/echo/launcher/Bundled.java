package echo.launcher;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Commands that need no Felix: classes in the distribution's jars, which the launcher itself does not see. */
final class Bundled {
    private Bundled() {}

    /**
     * Calls {@code run(String...)} of a class, and returns the exit code that it returns.
     *
     * @param folders of the distribution, in whose jars it is and finds what it needs
     */
    static int run(String className, List<String> folders, String... words)
            throws IOException, ReflectiveOperationException {
        try (URLClassLoader jars = new URLClassLoader(jars(folders), ClassLoader.getPlatformClassLoader())) {
            Class<?> command = jars.loadClass(className);
            return (Integer) command.getMethod("run", String[].class).invoke(null, (Object) words);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static URL[] jars(List<String> folders) throws IOException {
        Path home = Path.of(System.getProperty("echo.home", "."));
        List<URL> jars = new ArrayList<>();
        for (String folder : folders) {
            if (!Files.isDirectory(home.resolve(folder))) {
                throw new Trouble(
                        ExitCode.UNAVAILABLE, "the folder " + home.resolve(folder) + " is not there; build ECHO again");
            }
            try (Stream<Path> files = Files.list(home.resolve(folder))) {
                for (Path jar :
                        files.sorted().filter(file -> isWanted(folder, file)).toList()) {
                    jars.add(url(jar));
                }
            }
        }
        return jars.toArray(URL[]::new);
    }

    private static boolean isWanted(String folder, Path file) {
        String name = file.getFileName().toString();
        return folder.equals("simulation")
                || name.startsWith("echo.")
                || name.contains("protobuf")
                || name.contains("bcprov");
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
