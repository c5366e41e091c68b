package echo.api;

/**
 * An Ed25519 signature (RFC 8032).
 *
 * @param bytes exactly {@value #SIZE} bytes
 */
public record Signature(Bytes bytes) {
    public static final int SIZE = 64;

    public Signature {
        Sizes.require("signature", bytes, SIZE);
    }
}
