package echo.crypto.vault;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import echo.api.EchoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** A small file that its owner alone may read, written as a whole or not at all. One thread at a time. */
// 1. The name appears, or changes what it names, only by a rename of a file whose bytes are on disk; the folder is
// forced, so the
//    rename is too.
// 2. Nobody else could read the bytes at any moment: the mode is given at creation, not set afterwards.
final class PrivateFile {
    private static final Set<PosixFilePermission> FOR_OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private static final String UNFINISHED = ".new";

    private final String what;
    private final Path path;

    /** {@code what} is how messages call it: "key file", say. {@code path} is absolute. */
    PrivateFile(String what, Path path) {
        this.what = what;
        this.path = path;
    }

    boolean exists() {
        return !Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The bytes, up to {@code most} of them.
     *
     * @throws EchoException of kind {@code STORAGE} if others than the owner have any right to the file
     */
    byte[] read(int most) throws IOException {
        requirePrivate();
        return read(path, most);
    }

    /** The bytes of any file, up to {@code most} of them; the caller wipes them. */
    static byte[] read(Path file, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most);
        try (FileChannel channel = FileChannel.open(file, READ)) {
            int last = 0;
            while (last >= 0 && bytes.hasRemaining()) {
                last = channel.read(bytes);
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        } finally {
            Arrays.fill(bytes.array(), (byte) 0);
        }
    }

    /** Puts {@code bytes} in the place of what the file held. Until it returns, that is still in force. */
    void replace(byte[] bytes) throws IOException {
        removeUnfinished();
        Path fresh = unfinished();
        fill(fresh, bytes);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(folder());
    }

    /**
     * Makes the file. Another that makes it at the same time may come first: then that one stays.
     *
     * @throws FileAlreadyExistsException if it is there
     */
    void create(byte[] bytes) throws IOException {
        makeFolder(folder());
        removeUnfinished();
        Path fresh = folder().resolve(
                        path.getFileName() + "." + ProcessHandle.current().pid() + UNFINISHED);
        try {
            fill(fresh, bytes);
            Files.createLink(path, fresh); // unlike a move, it never takes the place of another
        } finally {
            Files.deleteIfExists(fresh);
        }
        forceFolder(folder());
    }

    private void fill(Path fresh, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, EnumSet.of(CREATE_NEW, WRITE), mode("rw-------"))) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Makes a folder and those above it; each stands in a folder that was forced. */
    private void makeFolder(Path wanted) throws IOException {
        Path above = wanted.getParent();
        if (!Files.isDirectory(wanted) && above != null) {
            makeFolder(above);
            Files.createDirectories(wanted, mode("rwx------"));
            forceFolder(above);
        }
    }

    private void forceFolder(Path forced) throws IOException {
        if (hasModes()) {
            try (FileChannel channel = FileChannel.open(forced, READ)) {
                channel.force(true);
            }
        }
    }

    /** Removes what a crash in a write left: it may be sealed less well than the file. What a process that lives is writing stays. */
    void removeUnfinished() throws IOException {
        if (Files.isDirectory(folder())) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder(), this::isLeftBehind)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private boolean isLeftBehind(Path file) {
        String name = String.valueOf(file.getFileName());
        String own = path.getFileName() + ".";
        if (!name.startsWith(own) || !name.endsWith(UNFINISHED)) {
            return false;
        }
        String writer = name.substring(own.length() - 1, name.length() - UNFINISHED.length());
        return writer.isEmpty() || (writer.matches("\\.[0-9]{1,9}") && isGone(Long.parseLong(writer.substring(1))));
    }

    private static boolean isGone(long process) {
        return process == ProcessHandle.current().pid()
                || ProcessHandle.of(process).isEmpty();
    }

    private Path unfinished() {
        return folder().resolve(path.getFileName() + UNFINISHED);
    }

    private void requirePrivate() throws IOException {
        if (!hasModes()) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        if (mode.stream().anyMatch(FOR_OTHERS::contains)) {
            throw new EchoException(
                    EchoException.Kind.STORAGE,
                    "the " + what + " " + path + " is open to other users (" + PosixFilePermissions.toString(mode)
                            + "): run chmod 600 on it; if it may have been read, start as a new device");
        }
    }

    private FileAttribute<?>[] mode(String mode) {
        return hasModes()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /** Whether files have modes and folders can be forced: everywhere but on Windows. */
    private boolean hasModes() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private Path folder() {
        Path folder = path.getParent();
        if (folder == null) {
            throw new IllegalArgumentException(path + " is no file's name");
        }
        return folder;
    }

    /** What went wrong with the file, in words for its owner. */
    EchoException unusable(IOException e) {
        return unusable(what, path, e);
    }

    static EchoException unusable(String what, Path path, IOException e) {
        return new EchoException(
                EchoException.Kind.STORAGE,
                "the " + what + " " + path + " cannot be read or written ("
                        + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + "): give this user access to it and its folder",
                e);
    }
}
