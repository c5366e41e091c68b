package echo.crypto;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.crypto.KeyVault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A device's secrets, derived from a root secret in one file that only its owner can read. The file is read, or made, when the
 * first secret is asked for. Any thread.
 *
 * <p>Source: docs/format.md, "Keys at rest".
 */
// 1. A key file that is there is never written again, whatever is wrong with it: it may be all that names this device.
// 2. The name appears only by a rename of a file whose bytes are on disk; the folder is forced, so the rename is too.
// 3. Nobody else could read the secret at any moment: the mode is given at creation, not set afterwards.
public final class FileKeyVault implements KeyVault {
    private static final byte[] NO_SALT = new byte[0];
    private static final Set<PosixFilePermission> FOR_OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private final Path file;
    private final Supplier<Bytes> entropy;
    private byte @Nullable [] root;

    /** {@code entropy} gives 32 fresh random bytes; it is asked only when there is no file yet. */
    public FileKeyVault(Path file, Supplier<Bytes> entropy) {
        this.file = file.toAbsolutePath();
        this.entropy = entropy;
    }

    @Override
    public Bytes secret(String label) {
        byte[] info = label.getBytes(StandardCharsets.UTF_8);
        return Bytes.owning(HmacSha256.derive(root(), NO_SALT, info, KeyFile.SECRET));
    }

    private synchronized byte[] root() {
        if (root == null) {
            root = load().toByteArray();
        }
        return root;
    }

    private Bytes load() {
        try {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                create();
            }
            requirePrivate();
            return KeyFile.decode(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new EchoException(
                    EchoException.Kind.STORAGE,
                    "the key file " + file + " cannot be read or made ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "): give this user access to it and its folder",
                    e);
        }
    }

    private void requirePrivate() throws IOException {
        if (!hasModes()) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (mode.stream().anyMatch(FOR_OTHERS::contains)) {
            throw new EchoException(
                    EchoException.Kind.STORAGE,
                    "the key file " + file + " is open to other users (" + PosixFilePermissions.toString(mode)
                            + "): run chmod 600 on it; if it may have been read, start as a new device");
        }
    }

    private void create() throws IOException {
        Bytes secret = entropy.get();
        if (secret.size() != KeyFile.SECRET) {
            throw new IllegalArgumentException("entropy must be 32 bytes, not " + secret.size());
        }
        Path folder = folder();
        Files.createDirectories(folder, mode("rwx------"));
        Path fresh = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(fresh, EnumSet.of(CREATE_NEW, WRITE), mode("rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap(KeyFile.encode(secret));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        if (hasModes()) {
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        }
    }

    private FileAttribute<?>[] mode(String mode) {
        return hasModes()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /** Whether files have modes and folders can be forced: everywhere but on Windows. */
    private boolean hasModes() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private Path folder() {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " is no file's name");
        }
        return folder;
    }
}
