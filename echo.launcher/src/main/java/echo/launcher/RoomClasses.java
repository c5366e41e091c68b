package echo.launcher;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** ECHO's classes in the distribution and what they need, to be run in this process without Felix. */
final class RoomClasses {
    private final List<String> folders;

    /** {@code folders}: of the distribution, by name. */
    RoomClasses(List<String> folders) {
        this.folders = folders;
    }

    /**
     * What {@code run(String[])} of the class {@code type} returns.
     *
     * @throws Trouble if the distribution lacks a folder, or for what an {@code EchoException} told
     */
    Object run(String type, String... words) throws IOException, ReflectiveOperationException {
        try (URLClassLoader rooms = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader())) {
            return rooms.loadClass(type).getMethod("run", String[].class).invoke(null, (Object) words);
        } catch (InvocationTargetException e) {
            throw Trouble.told(String.valueOf(e.getCause())).orElseThrow(() -> new IllegalStateException(e.getCause()));
        }
    }

    private URL[] jars() throws IOException {
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
                    jars.add(jar.toUri().toURL());
                }
            }
        }
        return jars.toArray(URL[]::new);
    }

    /** Of the bundles those of ECHO and their libraries; of other folders all. */
    private static boolean isWanted(String folder, Path jar) {
        String name = jar.getFileName().toString();
        return !folder.equals("bundles")
                || name.startsWith("echo.")
                || name.contains("protobuf")
                || name.contains("sqlite")
                || name.contains("bcprov");
    }
}
