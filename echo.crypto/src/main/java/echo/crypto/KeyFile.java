package echo.crypto;

import echo.api.Bytes;
import echo.api.EchoException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** The bytes of a key file: magic, version, root secret, checksum (docs/format.md, "The device's key file"). */
final class KeyFile {
    /** Size of the root secret, in bytes. */
    static final int SECRET = 32;

    private static final byte[] MAGIC = "ECHOKEYS".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int CHECKED = MAGIC.length + 1 + SECRET;
    private static final int SIZE = CHECKED + Integer.BYTES;

    private KeyFile() {}

    static byte[] encode(Bytes secret) {
        ByteBuffer file = ByteBuffer.allocate(SIZE).put(MAGIC).put(VERSION).put(secret.toByteArray());
        return file.putInt(checksum(file.array())).array();
    }

    /**
     * The root secret in {@code bytes}, which {@code file} holds.
     *
     * @throws EchoException of kind {@code STORAGE} for another version, {@code CORRUPT} for bytes that were never written
     */
    static Bytes decode(Path file, byte[] bytes) {
        Bytes content = Bytes.copyOf(bytes);
        if (bytes.length <= MAGIC.length || !content.slice(0, MAGIC.length).equals(Bytes.copyOf(MAGIC))) {
            throw corrupt(file, "it does not begin as a key file does");
        }
        byte version = bytes[MAGIC.length];
        if (version != VERSION) {
            throw new EchoException(
                    EchoException.Kind.STORAGE,
                    "the key file " + file + " has version " + (version & 0xff) + ", this program reads version "
                            + VERSION + ": run the program that wrote it, or restore the file from a backup");
        }
        if (bytes.length != SIZE) {
            throw corrupt(file, "it has " + bytes.length + " bytes, not " + SIZE);
        }
        if (ByteBuffer.wrap(bytes).getInt(CHECKED) != checksum(bytes)) {
            throw corrupt(file, "its checksum is wrong");
        }
        return content.slice(MAGIC.length + 1, CHECKED);
    }

    private static EchoException corrupt(Path file, String what) {
        return new EchoException(
                EchoException.Kind.CORRUPT,
                "the key file " + file + " is damaged (" + what
                        + "): restore it from a backup, or move it away to start as a new device");
    }

    private static int checksum(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, 0, CHECKED);
        return (int) crc.getValue();
    }
}
