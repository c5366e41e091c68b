package echo.launcher.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Files and folders of their owner alone, and their names forced to the disk. */
final class Durable {
    private static final boolean POSIX =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

    private Durable() {}

    /** Makes an empty file that its owner alone may read. */
    static void makePrivate(Path file) throws IOException {
        Files.createFile(file, ownersAlone("rw-------"));
    }

    /** Makes a folder that its owner alone may look into, and those above it. */
    static void makePrivateFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder, ownersAlone("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static FileAttribute<?>[] ownersAlone(String rights) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    /** Forces which names {@code folder} has, where the system can. */
    static void folder(@Nullable Path folder) throws IOException {
        if (folder != null && POSIX) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
