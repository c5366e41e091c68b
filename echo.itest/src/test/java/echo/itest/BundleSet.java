package echo.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars that the resolver chose and the build exported: what the tests run on. */
final class BundleSet {
    private BundleSet() {}

    /** All of them, in the order of their names. */
    static List<Path> jars() {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("echo.bundles")))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar of the workspace's bundle {@code name}. */
    static Path jar(String name) {
        return jars().stream()
                .filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the exported set has no bundle " + name));
    }

    /** A fresh folder for one test. */
    static Path scratch(String name) {
        try {
            Path scratch = Files.createDirectories(Path.of(System.getProperty("echo.scratch")));
            return Files.createTempDirectory(scratch, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
