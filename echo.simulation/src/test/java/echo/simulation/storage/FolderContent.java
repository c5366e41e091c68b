package echo.simulation.storage;

import echo.api.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All bytes that a folder of the machine's file system holds. */
final class FolderContent {
    private FolderContent() {}

    /** Those of each file in {@code folder} and the folders below it. */
    static List<Bytes> of(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(FolderContent::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bytes read(Path file) {
        try {
            return Bytes.owning(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
