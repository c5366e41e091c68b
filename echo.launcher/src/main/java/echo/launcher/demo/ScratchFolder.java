package echo.launcher.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder that is gone when the demo ends, also by Ctrl-C.
 *
 * @param path the folder
 */
record ScratchFolder(Path path) implements AutoCloseable {
    static ScratchFolder make() throws IOException {
        ScratchFolder folder = new ScratchFolder(Files.createTempDirectory("echo-demo-"));
        Runtime.getRuntime().addShutdownHook(new Thread(folder::close));
        return folder;
    }

    /** Removes the folder and all that is in it. */
    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> found = Files.walk(path)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            System.err.println("echodb: " + path + " cannot be removed: " + e.getMessage() + "; remove it by hand");
        }
    }
}
