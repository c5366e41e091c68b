package echo.api;

/**
 * Names a party. It signed the party's genesis and nothing since; its private half is gone. Knowing it is what lets a
 * peer find the party, so it never crosses a wire in clear.
 *
 * @param bytes an Ed25519 public key, exactly {@value VerifyingKey#SIZE} bytes
 */
public record PartyKey(Bytes bytes) implements VerifyingKey, Comparable<PartyKey> {
    public PartyKey {
        Sizes.require("party key", bytes, SIZE);
    }

    @Override
    public int compareTo(PartyKey other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return shortHex();
    }
}
