package echo.crypto.noise;

import echo.api.Bytes;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** X25519 (RFC 7748) on Bouncy Castle's low-level class. Keys and secrets are 32 bytes. Pure functions; any thread. */
final class Curve25519 {
    static final int SIZE = 32;

    private static final byte[] ANY_SECRET = filled((byte) 0x40);

    private Curve25519() {}

    static byte[] publicKey(byte[] secret) {
        byte[] key = new byte[SIZE];
        X25519.generatePublicKey(secret, 0, key, 0);
        return key;
    }

    /** The shared secret, or nothing when it is all zeros: then {@code key} has small order and the secret is no secret. */
    static Optional<byte[]> agreement(byte[] secret, byte[] key) {
        byte[] shared = new byte[SIZE];
        return X25519.calculateAgreement(secret, 0, key, 0, shared, 0) ? Optional.of(shared) : Optional.empty();
    }

    /**
     * Whether secrets shared with {@code key} are secrets, which does not depend on one's own: a clamped scalar is a multiple of
     * the cofactor and never one of the group's order, so only keys of small order give zeros.
     */
    static boolean admits(byte[] key) {
        return agreement(ANY_SECRET, key).isPresent();
    }

    static byte[] secret(Bytes secret) {
        if (secret.size() != SIZE) {
            throw new IllegalArgumentException("an X25519 secret must be 32 bytes, not " + secret.size());
        }
        return secret.toByteArray();
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
