package echo.crypto.noise;

import java.util.Optional;

/**
 * The Diffie-Hellman functions that a handshake is built of (Noise §4.1). Keys, secrets and what is shared are {@value #SIZE}
 * bytes; arguments are neither changed nor kept. What two sides share is a secret only where a secret cannot be found from its
 * public key; of {@link Curve25519}, which every node uses, that is believed.
 *
 * <p>Pure functions; any thread.
 */
public interface KeyAgreement {
    /** Size of a public key, of a secret and of what two sides share, in bytes. */
    int SIZE = 32;

    /** The public key of {@code secret}. */
    byte[] publicKey(byte[] secret);

    /** What {@code secret}'s holder and {@code key}'s share; nothing when {@code key} is not {@linkplain #admits admitted}. */
    Optional<byte[]> agreement(byte[] secret, byte[] key);

    /** Whether what is shared with {@code key} is a secret, whoever shares it. Never throws for any {@value #SIZE} bytes. */
    boolean admits(byte[] key);
}
