package echo.api;

/**
 * Names a feed: the public half of the key pair that alone can extend it.
 *
 * @param bytes an Ed25519 public key, exactly {@value VerifyingKey#SIZE} bytes
 */
public record FeedKey(Bytes bytes) implements VerifyingKey, Comparable<FeedKey> {
    public FeedKey {
        Sizes.require("feed key", bytes, SIZE);
    }

    @Override
    public int compareTo(FeedKey other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return shortHex();
    }
}
