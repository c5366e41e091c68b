package echo.crypto.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.EchoException;
import echo.simulation.fuzz.Promise;
import echo.simulation.fuzz.Seeds;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Key files, as they are and with their checksum set right: whoever changes one gets at most a refusal, and no cost that is read from
 * it is beyond what the program carries out. No key is derived here.
 */
class KeyFileFuzz {
    private static final Path NAME = Path.of("device.key");
    private static final byte[] SECRET = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32
    };
    private static final byte[] KEY = new byte[32];
    private static final byte[] SALT = new byte[KeyFile.SALT];
    private static final byte[] NONCE = new byte[KeyFile.NONCE];

    static Stream<Arguments> seeds() {
        byte[] clear = ByteBuffer.allocate(45)
                .put(KeyFile.MAGIC)
                .put((byte) 1)
                .put(SECRET)
                .array();
        return Seeds.of(Stream.of(
                Bytes.copyOf(KeyFile.forMachineKey(Secrets.SIZE, SALT, NONCE).seal(KEY, Secrets.of(SECRET.clone()))),
                Bytes.copyOf(KeyFile.forMachineKey(2 * Secrets.SIZE, SALT, NONCE)
                        .seal(KEY, Secrets.of(SECRET.clone(), SECRET))),
                Bytes.copyOf(KeyFile.forPassphrase(Secrets.SIZE, new Argon2Cost(8, 1, 1), SALT, NONCE)
                        .seal(KEY, Secrets.of(SECRET.clone()))),
                Bytes.copyOf(clear)));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aKeyFileIsRefusedOrOpensToTheSecretThatWasSealed(byte[] input) {
        decode(input.clone());
        if (input.length >= Integer.BYTES) {
            decode(mended(input));
        }
    }

    private static byte[] mended(byte[] bytes) {
        byte[] mended = bytes.clone();
        CRC32C crc = new CRC32C();
        crc.update(mended, 0, mended.length - Integer.BYTES);
        ByteBuffer.wrap(mended).putInt(mended.length - Integer.BYTES, (int) crc.getValue());
        return mended;
    }

    private static void decode(byte[] bytes) {
        KeyFile file;
        try {
            file = Promise.inProportion(bytes.length, () -> KeyFile.decode(NAME, bytes));
        } catch (EchoException refused) {
            Promise.isTrouble(refused, Set.of(EchoException.Kind.STORAGE, EchoException.Kind.CORRUPT));
            return;
        }
        assertTrue(bytes.length <= KeyFile.MOST, "its size");
        switch (file.kind()) {
            case CLEAR -> assertEquals(Secrets.SIZE, file.clearSecrets().bytes().length);
            case PASSPHRASE -> assertTrue(isBounded(file.cost()), "its cost: " + file.cost());
            case MACHINE_KEY -> assertEquals(KeyFile.SALT, file.salt().length);
        }
        Optional<Secrets> opened = file.kind() == KeyFile.Kind.CLEAR ? Optional.empty() : file.open(KEY);
        opened.ifPresent(secrets -> assertArrayEquals(SECRET, Arrays.copyOf(secrets.bytes(), Secrets.SIZE)));
    }

    private static boolean isBounded(Argon2Cost cost) {
        return cost.memoryKib() <= 256 * 1024 && cost.passes() <= 16 && cost.lanes() <= 16;
    }
}
