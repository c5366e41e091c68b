package echo.crypto.vault;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What it costs to try a passphrase: the parameters of Argon2id (RFC 9106, version 0x13). Pure; any thread.
 *
 * @param memoryKib memory in KiB, from 8 for each lane to {@value #MOST_MEMORY_KIB}
 * @param passes passes over it, 1 to {@value #MOST_PASSES}
 * @param lanes lanes, 1 to {@value #MOST_LANES}
 */
record Argon2Cost(int memoryKib, int passes, int lanes) {
    /** The second recommended option of RFC 9106, §4: 64 MiB, 3 passes, 4 lanes. */
    static final Argon2Cost RECOMMENDED = new Argon2Cost(64 * 1024, 3, 4);

    static final int MOST_MEMORY_KIB = 256 * 1024;
    static final int MOST_PASSES = 16;
    static final int MOST_LANES = 16;

    /** Size of what is derived, in bytes. */
    static final int KEY = 32;

    private static final int LEAST_LANE_KIB = 8;

    Argon2Cost {
        if (!isBounded(memoryKib, passes, lanes)) {
            throw new IllegalArgumentException(
                    "Argon2id with " + memoryKib + " KiB, " + passes + " passes, " + lanes + " lanes is out of bounds");
        }
    }

    /** Whether these are parameters that this program carries out, whoever chose them. */
    static boolean isBounded(int memoryKib, int passes, int lanes) {
        return passes >= 1
                && passes <= MOST_PASSES
                && lanes >= 1
                && lanes <= MOST_LANES
                && memoryKib >= LEAST_LANE_KIB * lanes
                && memoryKib <= MOST_MEMORY_KIB;
    }

    /** The key of a passphrase, {@value #KEY} bytes; the caller wipes it. */
    byte[] key(byte[] passphrase, byte[] salt) {
        return derive(passphrase, new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id).withSalt(salt));
    }

    /** The same with what else {@code inputs} has: salt, secret, associated data. */
    byte[] derive(byte[] passphrase, Argon2Parameters.Builder inputs) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(inputs.withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .build());
        byte[] key = new byte[KEY];
        generator.generateBytes(passphrase, key);
        return key;
    }
}
