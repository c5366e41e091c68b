package echo.api;

/**
 * Names a member of a party: the public half of a person's (or bot's) identity key pair.
 *
 * @param bytes an Ed25519 public key, exactly {@value VerifyingKey#SIZE} bytes
 */
public record MemberKey(Bytes bytes) implements VerifyingKey, Comparable<MemberKey> {
    public MemberKey {
        Sizes.require("member key", bytes, SIZE);
    }

    @Override
    public int compareTo(MemberKey other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return shortHex();
    }
}
