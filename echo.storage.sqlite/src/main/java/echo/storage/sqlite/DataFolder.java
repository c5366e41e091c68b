package echo.storage.sqlite;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder around the SQLite file: its lock, which is that of every storage of a data folder, and the rights of what is made
 * in it. SQLite's own locks stay as they are, so that the {@code sqlite3} shell can read while a node runs.
 */
final class DataFolder {
    static final String FILE = "echo.sqlite";
    private static final String UNFINISHED = "~";
    private static final String LOCK = "lock";
    private static final List<String> OF_FILE_STORAGE = List.of("parties", "meta");

    /*
     * POSIX locks belong to the process, and closing any descriptor of a locked file drops them: so a lock file that a storage of
     * this process has locked must, once it was opened again, stay open. For the same reason nothing here opens the SQLite file
     * once SQLite has.
     */
    private static final List<FileChannel> NEVER_CLOSED = new ArrayList<>();

    private static final boolean POSIX =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

    private final Path folder;

    DataFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path file() {
        return folder.resolve(FILE);
    }

    /** Makes the folder if need be, takes its lock, and looks whether the file can be made, or is there with something in it. */
    Closeable claim() {
        try {
            makeFolder(folder);
            Closeable lock = lock();
            try {
                requireFileOrNone();
                return lock;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private EchoException cannotWrite(IOException cause) {
        return new EchoException(
                Kind.STORAGE,
                "cannot write in the data folder " + folder + " ("
                        + cause.getClass().getSimpleName() + ": " + cause.getMessage()
                        + "); make it writable or choose another folder",
                cause);
    }

    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.getParent();
        if (above != null) {
            makeFolder(above);
        }
        try {
            Files.createDirectory(folder, ownersAlone("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        if (above != null) {
            force(above);
        }
    }

    private void requireFileOrNone() throws IOException {
        for (String ending : List.of("-wal", "-journal")) {
            Path beside = folder.resolve(FILE + ending);
            if (!hasFile() && Files.exists(beside)) { // SQLite would read it into a new file
                throw new EchoException(
                        Kind.CORRUPT,
                        beside
                                + " is there without the file that it belongs to; restore the folder from a backup, or remove"
                                + " it too to begin anew");
            }
        }
        if (hasFile()) {
            if (Files.size(file()) == 0) {
                throw new EchoException(
                        Kind.CORRUPT,
                        file()
                                + " is empty, and was not when it was made: what it held is gone; restore the folder from a"
                                + " backup, or remove it, and with it " + FILE
                                + "-wal and -shm, to begin anew");
            }
            return;
        }
        for (String name : OF_FILE_STORAGE) {
            if (isNotEmpty(folder.resolve(name))) {
                throw new EchoException(
                        Kind.STORAGE,
                        "the data folder " + folder + " belongs to the file storage, whose " + name
                                + "/ is not empty; choose another folder, or leave out echo.storage=sqlite");
            }
        }
    }

    /** Whether the file is there. */
    boolean hasFile() {
        return Files.exists(file());
    }

    /** Makes an empty file, its owner's alone, under a name that is not its own; what is left of an earlier attempt goes. */
    Path beginFile() {
        Path unfinished = folder.resolve(FILE + UNFINISHED);
        try {
            Files.deleteIfExists(folder.resolve(FILE + UNFINISHED + "-journal"));
            Files.deleteIfExists(unfinished);
            return Files.createFile(unfinished, ownersAlone("rw-------"));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Gives the file that was begun its name, durably. */
    void endFile() {
        try {
            Files.move(folder.resolve(FILE + UNFINISHED), file(), StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static boolean isNotEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isPresent();
        }
    }

    private static FileAttribute<?>[] ownersAlone(String rights) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    private static void force(Path folder) throws IOException {
        if (POSIX) { // elsewhere a folder cannot be opened, and its journal orders names by itself
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the lock is its channel
    private Closeable lock() throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
        } catch (OverlappingFileLockException e) {
            synchronized (NEVER_CLOSED) {
                NEVER_CLOSED.add(channel);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        throw inUse();
    }

    private EchoException inUse() {
        return new EchoException(
                Kind.STORAGE,
                "the data folder " + folder + " is in use by another node; stop that one or choose another folder");
    }
}
