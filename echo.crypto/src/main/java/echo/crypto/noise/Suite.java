package echo.crypto.noise;

import java.util.function.Function;

/**
 * The primitives that handshakes and sealed frames are built of.
 *
 * @param agreement how two sides come to share a secret
 * @param cipher a cipher under the key of 32 bytes that it is given
 */
public record Suite(KeyAgreement agreement, Function<byte[], Aead> cipher) {
    /** X25519 and AES-256-GCM, which every node uses. */
    public static final Suite STANDARD = new Suite(new Curve25519(), AesGcm::new);
}
