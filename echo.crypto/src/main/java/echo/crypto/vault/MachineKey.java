package echo.crypto.vault;

import echo.api.EchoException;
import echo.crypto.HmacSha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;

/**
 * A random key in a file of its own, for machines that start without a passphrase (docs/format.md, "The machine key"). It may serve
 * several key files. One thread at a time.
 */
final class MachineKey {
    /** Size of the key, in bytes. */
    static final int SIZE = 32;

    static final byte[] MAGIC = "ECHOMKEY".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int KEY_AT = 9;
    private static final int CHECKED = KEY_AT + SIZE;
    private static final int FILE = CHECKED + Integer.BYTES;
    private static final byte[] INFO = "echo key file, machine key, 2".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final PrivateFile file;

    MachineKey(Path path) {
        this.path = path;
        this.file = new PrivateFile("machine key", path);
    }

    boolean exists() {
        return file.exists();
    }

    /** Makes the file, if it is not there. */
    void make(IntFunction<byte[]> chance) {
        if (exists()) {
            return;
        }
        byte[] key = chance.apply(SIZE);
        byte[] bytes = new byte[FILE];
        try {
            ByteBuffer content = ByteBuffer.wrap(bytes).put(MAGIC).put(VERSION).put(key);
            file.create(content.putInt(checksum(bytes)).array());
        } catch (FileAlreadyExistsException e) {
            // another node of this machine was faster: its key is the machine's
        } catch (IOException e) {
            throw file.unusable(e);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * The key that seals a key file with {@code salt}; the caller wipes it.
     *
     * @throws EchoException of kind {@code STORAGE} if the file cannot be read, {@code CORRUPT} if it is not as it was written
     */
    byte[] key(byte[] salt) {
        byte[] bytes = new byte[0];
        byte[] key = new byte[0];
        try {
            bytes = file.read(FILE + 1);
            requireWhole(bytes);
            key = Arrays.copyOfRange(bytes, KEY_AT, CHECKED);
            return HmacSha256.derive(key, salt, INFO, SIZE);
        } catch (IOException e) {
            throw file.unusable(e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    private void requireWhole(byte[] bytes) {
        boolean whole = bytes.length == FILE
                && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && bytes[MAGIC.length] == VERSION
                && ByteBuffer.wrap(bytes).getInt(CHECKED) == checksum(bytes);
        if (!whole) {
            throw new EchoException(
                    EchoException.Kind.CORRUPT,
                    "the machine key " + path
                            + " is damaged: restore it from a backup; without it the key files that it"
                            + " seals cannot be opened");
        }
    }

    private static int checksum(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, 0, CHECKED);
        return (int) crc.getValue();
    }
}
