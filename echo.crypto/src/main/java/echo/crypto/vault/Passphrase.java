package echo.crypto.vault;

import echo.api.EchoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A passphrase while it is used: 1 to {@value #MOST} bytes, as they are in its file but for one line end after them. Closing wipes
 * them. One thread at a time.
 */
final class Passphrase implements AutoCloseable {
    static final int MOST = 1024;

    private static final int LINE_END = 2;

    private final byte[] bytes;

    private Passphrase(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws EchoException of kind {@code STORAGE} if the file cannot be read, is empty or too long */
    static Passphrase read(Path file) {
        byte[] content = new byte[0];
        try {
            content = PrivateFile.read(file, MOST + LINE_END + 1);
            int size = sizeWithoutLineEnd(content);
            if (size == 0 || size > MOST) {
                throw new EchoException(
                        EchoException.Kind.STORAGE,
                        "the passphrase file " + file + " must hold one line of 1 to " + MOST
                                + " bytes: write the passphrase into it");
            }
            if (beginsWith(content, KeyFile.MAGIC) || beginsWith(content, MachineKey.MAGIC)) {
                throw new EchoException(
                        EchoException.Kind.STORAGE,
                        "the passphrase file " + file
                                + " is a key file: name the file that holds the passphrase, in one line");
            }
            return new Passphrase(Arrays.copyOf(content, size));
        } catch (IOException e) {
            throw PrivateFile.unusable("passphrase file", file, e);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static boolean beginsWith(byte[] content, byte[] magic) {
        return content.length >= magic.length && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
    }

    private static int sizeWithoutLineEnd(byte[] content) {
        int size = content.length;
        if (size > 0 && content[size - 1] == '\n') {
            size--;
            if (size > 0 && content[size - 1] == '\r') {
                size--;
            }
        }
        return size;
    }

    /** The key that it seals with; the caller wipes it. */
    byte[] key(Argon2Cost cost, byte[] salt) {
        return cost.key(bytes, salt);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
