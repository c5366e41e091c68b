package echo.api;

/**
 * Names one device of a member; it certifies the feeds that the device writes.
 *
 * @param bytes an Ed25519 public key, exactly {@value VerifyingKey#SIZE} bytes
 */
public record DeviceKey(Bytes bytes) implements VerifyingKey, Comparable<DeviceKey> {
    public DeviceKey {
        Sizes.require("device key", bytes, SIZE);
    }

    @Override
    public int compareTo(DeviceKey other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return shortHex();
    }
}
