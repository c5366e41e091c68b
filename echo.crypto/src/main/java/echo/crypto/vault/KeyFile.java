package echo.crypto.vault;

import echo.api.EchoException;
import echo.crypto.noise.Aead;
import echo.crypto.noise.AesGcm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes of a key file, checked but not opened: version 1 with the root secret in the clear, version 2 with it sealed, version 3
 * with the root secret and the member's, sealed together (docs/format.md, "The device's key file").
 */
// The checksum tells damage from a wrong key: with it right, a tag that fails was made with another key.
final class KeyFile {
    static final int SALT = 16;
    static final int NONCE = 12;

    /** More than any key file has, in bytes. */
    static final int MOST = 256;

    static final byte[] MAGIC = "ECHOKEYS".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_AT = 8;
    private static final int BODY_AT = 9;
    private static final int MEMORY_AT = 10;
    private static final int PASSES_AT = 14;
    private static final int LANES_AT = 15;
    private static final int SALT_AT = 16;
    private static final int NONCE_AT = SALT_AT + SALT;
    private static final int SEALED_AT = NONCE_AT + NONCE;

    private static final int AROUND_SECRETS = SEALED_AT + Aead.TAG + Integer.BYTES;

    /** What keeps the secret from whoever reads the file. */
    enum Kind {
        /** Nothing but the file's mode: version 1. */
        CLEAR(0),
        PASSPHRASE(1),
        MACHINE_KEY(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    private final byte[] bytes;

    private KeyFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The key file that {@code bytes} are, which {@code file} holds. The array is handed over.
     *
     * @throws EchoException of kind {@code STORAGE} for another version or kind of key, {@code CORRUPT} for bytes that were never
     *     written
     */
    static KeyFile decode(Path file, byte[] bytes) {
        if (bytes.length < BODY_AT || !Arrays.equals(bytes, 0, VERSION_AT, MAGIC, 0, VERSION_AT)) {
            throw corrupt(file, "it does not begin as a key file does");
        }
        switch (bytes[VERSION_AT]) {
            case 1 -> requireWhole(file, bytes, BODY_AT + Secrets.SIZE + Integer.BYTES);
            case 2 -> {
                requireWhole(file, bytes, AROUND_SECRETS + Secrets.SIZE);
                requireKnown(file, bytes);
            }
            case 3 -> {
                requireWhole(file, bytes, AROUND_SECRETS + 2 * Secrets.SIZE);
                requireKnown(file, bytes);
            }
            default ->
                throw new EchoException(
                        EchoException.Kind.STORAGE,
                        "the key file " + file + " has version " + (bytes[VERSION_AT] & 0xff)
                                + ", this program reads versions 1 to 3: run the program that wrote it, or restore the"
                                + " file from a backup");
        }
        return new KeyFile(bytes);
    }

    private static void requireWhole(Path file, byte[] bytes, int size) {
        if (bytes.length != size) {
            throw corrupt(file, "its size is not " + size + " bytes");
        }
        if (ByteBuffer.wrap(bytes).getInt(size - Integer.BYTES) != checksum(bytes)) {
            throw corrupt(file, "its checksum is wrong");
        }
    }

    private static void requireKnown(Path file, byte[] bytes) {
        int memoryKib = ByteBuffer.wrap(bytes).getInt(MEMORY_AT);
        int passes = bytes[PASSES_AT] & 0xff;
        int lanes = bytes[LANES_AT] & 0xff;
        boolean known = bytes[BODY_AT] == Kind.PASSPHRASE.code || bytes[BODY_AT] == Kind.MACHINE_KEY.code;
        if (!known) {
            throw new EchoException(
                    EchoException.Kind.STORAGE,
                    "the key file " + file + " is sealed with a key of kind " + (bytes[BODY_AT] & 0xff)
                            + ", which this program does not know: run the program that wrote it");
        }
        boolean sound = bytes[BODY_AT] == Kind.PASSPHRASE.code
                ? Argon2Cost.isBounded(memoryKib, passes, lanes)
                : (memoryKib | passes | lanes) == 0;
        if (!sound) {
            throw corrupt(
                    file,
                    "Argon2id with " + Integer.toUnsignedString(memoryKib) + " KiB, " + passes + " passes, " + lanes
                            + " lanes is nothing that ECHO writes");
        }
    }

    Kind kind() {
        return bytes[VERSION_AT] == 1
                ? Kind.CLEAR
                : bytes[BODY_AT] == Kind.PASSPHRASE.code ? Kind.PASSPHRASE : Kind.MACHINE_KEY;
    }

    /** The secret of a file of kind {@code CLEAR}. */
    Secrets clearSecrets() {
        return Secrets.of(Arrays.copyOfRange(bytes, BODY_AT, BODY_AT + Secrets.SIZE));
    }

    /** With what the key of a passphrase is derived. */
    Argon2Cost cost() {
        return new Argon2Cost(ByteBuffer.wrap(bytes).getInt(MEMORY_AT), bytes[PASSES_AT], bytes[LANES_AT]);
    }

    byte[] salt() {
        return Arrays.copyOfRange(bytes, SALT_AT, NONCE_AT);
    }

    /** The secrets of a sealed file; nothing if {@code key} is not the one that sealed it. */
    Optional<Secrets> open(byte[] key) {
        byte[] opened = new byte[bytes.length - AROUND_SECRETS];
        return new AesGcm(key).open(nonce(), header(), sealed(), ByteBuffer.wrap(opened))
                ? Optional.of(Secrets.of(opened))
                : Optional.empty();
    }

    /** Zeroes what was read. */
    void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }

    /** The beginning of a file in which the key of a passphrase will seal so many bytes. */
    static KeyFile forPassphrase(int size, Argon2Cost cost, byte[] salt, byte[] nonce) {
        KeyFile file = begun(size, Kind.PASSPHRASE, salt, nonce);
        ByteBuffer.wrap(file.bytes)
                .putInt(MEMORY_AT, cost.memoryKib())
                .put(PASSES_AT, (byte) cost.passes())
                .put(LANES_AT, (byte) cost.lanes());
        return file;
    }

    /** The same for a machine key's. */
    static KeyFile forMachineKey(int size, byte[] salt, byte[] nonce) {
        return begun(size, Kind.MACHINE_KEY, salt, nonce);
    }

    private static KeyFile begun(int size, Kind kind, byte[] salt, byte[] nonce) {
        byte[] bytes = new byte[AROUND_SECRETS + size];
        ByteBuffer.wrap(bytes)
                .put(MAGIC)
                .put((byte) (size == Secrets.SIZE ? 2 : 3))
                .put((byte) kind.code)
                .position(SALT_AT)
                .put(salt)
                .put(nonce);
        return new KeyFile(bytes);
    }

    /** Completes a file that was begun; the whole of it. A file is sealed once. */
    byte[] seal(byte[] key, Secrets secrets) {
        new AesGcm(key).seal(nonce(), header(), ByteBuffer.wrap(secrets.bytes()), sealed());
        ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, checksum(bytes));
        return bytes;
    }

    private ByteBuffer sealed() {
        return ByteBuffer.wrap(bytes, SEALED_AT, bytes.length - SEALED_AT - Integer.BYTES);
    }

    private byte[] header() {
        return Arrays.copyOf(bytes, SEALED_AT);
    }

    private byte[] nonce() {
        return Arrays.copyOfRange(bytes, NONCE_AT, SEALED_AT);
    }

    private static EchoException corrupt(Path file, String what) {
        return new EchoException(
                EchoException.Kind.CORRUPT,
                "the key file " + file + " is damaged (" + what
                        + "): restore it from a backup, or move it away to start as a new device");
    }

    private static int checksum(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, 0, file.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
