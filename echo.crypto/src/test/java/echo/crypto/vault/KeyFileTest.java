package echo.crypto.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * The bytes of a key file (docs/format.md "The device's key file"). The frozen files were computed by OpenSSL from the page, not by
 * this program.
 */
class KeyFileTest {
    private static final Path NAME = Path.of("device.key");
    private static final byte[] SECRET = run(0x00, 32);
    private static final byte[] SALT = run(0x20, 16);
    private static final byte[] NONCE = run(0x30, 12);
    private static final byte[] KEY = run(0x40, 32);
    private static final String WITH_MEMBER =
            "4543484f4b4559530302000000000000202122232425262728292a2b2c2d2e2f303132333435363738393a3b81d6e03c"
                    + "7cbdcde4fd10de00e658e3f688285676f08fc772daa72e13c50fcce9aff51c9f1ffc7739ddccd3a92d41ef4a4091a06f"
                    + "7c1c7c5778c9e67a61d24a1ec1e355c65484aebac117f7b71f6b046548ad2ed3";
    private static final Argon2Cost SMALL = new Argon2Cost(8, 1, 1);

    private static final int VERSION = 8;
    private static final int KIND = 9;
    private static final int MEMORY = 10;

    @Test
    void aFileSealedWithAPassphraseIsFrozen() {
        String frozen = "4543484f4b4559530201000100000304202122232425262728292a2b2c2d2e2f303132333435363738393a3b"
                + "011f43703853b6bb9af7fea8354882ab6e7d690d705384443c6a2b2192b020a4b086f94047d71b8811897c60be377164"
                + "d0925b16";
        byte[] key = Argon2Cost.RECOMMENDED.key("correct horse ü".getBytes(StandardCharsets.UTF_8), SALT);

        assertEquals(
                frozen,
                hex(KeyFile.forPassphrase(Secrets.SIZE, Argon2Cost.RECOMMENDED, SALT, NONCE)
                        .seal(key, Secrets.of(SECRET))));
        KeyFile read = KeyFile.decode(NAME, Bytes.hex(frozen).toByteArray());
        assertEquals(KeyFile.Kind.PASSPHRASE, read.kind());
        assertEquals(Argon2Cost.RECOMMENDED, read.cost());
        assertArrayEquals(SALT, read.salt());
        assertArrayEquals(SECRET, read.open(key).orElseThrow().bytes());
    }

    @Test
    void aFileSealedWithAMachineKeysKeyOpensWithThatAlone() {
        byte[] file = KeyFile.forMachineKey(Secrets.SIZE, SALT, NONCE).seal(KEY, Secrets.of(SECRET));
        KeyFile read = KeyFile.decode(NAME, file);

        assertEquals(KeyFile.Kind.MACHINE_KEY, read.kind());
        assertArrayEquals(SECRET, read.open(KEY).orElseThrow().bytes());
        for (int bit = 0; bit < KEY.length * 8; bit++) {
            assertEquals(Optional.empty(), read.open(flipped(KEY, bit)));
        }
    }

    @Test
    void theSecretIsNowhereInASealedFile() {
        String file = hex(small());
        for (int at = 0; at + 4 <= SECRET.length; at++) {
            assertTrue(!file.contains(hex(Arrays.copyOfRange(SECRET, at, at + 4))));
        }
    }

    @Test
    void everyFlippedBitIsFound() {
        byte[] good = small();
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = flipped(good, bit);
            boolean known = bad[VERSION] >= 1 && bad[VERSION] <= 3;
            refused(known ? EchoException.Kind.CORRUPT : EchoException.Kind.STORAGE, bad);
        }
    }

    /** Whoever changes a file and mends its checksum gets no other secret out of it, not even with the right key. */
    @Test
    void everyFlippedBitUnderARightChecksumIsFound() {
        byte[] good = small();
        for (int bit = 0; bit < (good.length - 4) * 8; bit++) {
            byte[] bad = mended(flipped(good, bit));
            try {
                assertEquals(Optional.empty(), KeyFile.decode(NAME, bad).open(KEY), "bit " + bit);
            } catch (EchoException refused) {
                assertTrue(bit / 8 < 16, "bit " + bit + ": " + refused.getMessage());
            }
        }
    }

    @Test
    void everyOtherLengthIsFound() {
        byte[] good = small();
        for (int size = 0; size <= KeyFile.MOST; size++) {
            if (size != good.length) {
                refused(EchoException.Kind.CORRUPT, Arrays.copyOf(good, size));
            }
        }
    }

    @Test
    void parametersThatWouldTakeTooMuchAreRefusedUnread() {
        int[][] hostile = {
            {-1, 3, 4},
            {Integer.MAX_VALUE, 3, 4},
            {262_145, 3, 4},
            {0, 3, 4},
            {31, 3, 4},
            {65_536, 0, 4},
            {65_536, 17, 4},
            {65_536, 255, 4},
            {65_536, 3, 0},
            {65_536, 3, 17},
            {65_536, 3, 255}
        };
        for (int[] cost : hostile) {
            byte[] file = small();
            ByteBuffer.wrap(file, MEMORY, 6).putInt(cost[0]).put((byte) cost[1]).put((byte) cost[2]);
            String message = refused(EchoException.Kind.CORRUPT, mended(file));
            assertTrue(message.contains("Argon2id"), message);
        }
    }

    @Test
    void aMachineKeysFileHasNoParameters() {
        for (int at = MEMORY; at < MEMORY + 6; at++) {
            byte[] file = KeyFile.forMachineKey(Secrets.SIZE, SALT, NONCE).seal(KEY, Secrets.of(SECRET));
            file[at] = 1;
            refused(EchoException.Kind.CORRUPT, mended(file));
        }
    }

    @Test
    void aKindOfKeyThatIsNotKnownIsToldApartFromDamage() {
        for (int kind : new int[] {0, 3, 255}) {
            byte[] file = small();
            file[KIND] = (byte) kind;
            assertTrue(refused(EchoException.Kind.STORAGE, mended(file)).contains("kind " + kind));
        }
    }

    /** Computed apart, with Python's cryptography: AES-256-GCM over both secrets, the first 44 bytes beside them, CRC32C. */
    @Test
    void aFileWithAMembersSeedIsFrozen() {
        Secrets both = Secrets.of(SECRET.clone(), run(0x60, 32));
        byte[] file = KeyFile.forMachineKey(2 * Secrets.SIZE, SALT, NONCE).seal(KEY, both);
        assertEquals(WITH_MEMBER, hex(file));
        Secrets read = KeyFile.decode(NAME, file).open(KEY).orElseThrow();
        assertArrayEquals(run(0x60, 32), read.secret("member/1"));
        assertArrayEquals(Secrets.of(SECRET.clone()).secret("device/1"), read.secret("device/1"));
        for (int size = 0; size <= KeyFile.MOST; size++) {
            if (size != file.length) {
                refused(EchoException.Kind.CORRUPT, Arrays.copyOf(file, size));
            }
        }
    }

    private static byte[] small() {
        return KeyFile.forPassphrase(Secrets.SIZE, SMALL, SALT, NONCE).seal(KEY, Secrets.of(SECRET));
    }

    private static String refused(EchoException.Kind kind, byte[] bytes) {
        EchoException refused = assertThrows(EchoException.class, () -> KeyFile.decode(NAME, bytes), () -> hex(bytes));
        assertEquals(kind, refused.kind(), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).contains("device.key"), refused.getMessage());
        return String.valueOf(refused.getMessage());
    }

    private static byte[] flipped(byte[] good, int bit) {
        byte[] bad = good.clone();
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        return bad;
    }

    private static byte[] mended(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, 0, file.length - 4);
        ByteBuffer.wrap(file).putInt(file.length - 4, (int) crc.getValue());
        return file;
    }

    private static byte[] run(int from, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return Bytes.copyOf(bytes).toHex();
    }
}
