package echo.api;

/**
 * Names an invitation: whoever holds the private half (it is in the invitation's code) may ask to be admitted.
 *
 * @param bytes an Ed25519 public key, exactly {@value VerifyingKey#SIZE} bytes
 */
public record InvitationKey(Bytes bytes) implements VerifyingKey, Comparable<InvitationKey> {
    public InvitationKey {
        Sizes.require("invitation key", bytes, SIZE);
    }

    @Override
    public int compareTo(InvitationKey other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return shortHex();
    }
}
