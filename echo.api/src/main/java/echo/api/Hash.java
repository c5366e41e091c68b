package echo.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A SHA-256 digest: 32 bytes.
 *
 * @param bytes exactly {@value #SIZE} bytes
 */
public record Hash(Bytes bytes) implements Comparable<Hash> {
    public static final int SIZE = 32;
    public static final Hash ZERO = new Hash(Bytes.owning(new byte[SIZE]));

    /** Never fed. A copy of it is had in a fraction of the time in which a provider is looked up. */
    private static final MessageDigest UNFED = sha256();

    public Hash {
        Sizes.require("hash", bytes, SIZE);
    }

    /** SHA-256 over {@code parts}, one after the other (FIPS 180-4). */
    public static Hash of(Bytes... parts) {
        MessageDigest digest = digest();
        for (Bytes part : parts) {
            part.updateTo(digest);
        }
        return result(digest);
    }

    /** A fresh SHA-256, for input that comes bit by bit. */
    public static MessageDigest digest() {
        try {
            return (MessageDigest) UNFED.clone();
        } catch (CloneNotSupportedException e) {
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The hash of all that {@code digest} was fed. */
    public static Hash result(MessageDigest digest) {
        return new Hash(Bytes.owning(digest.digest()));
    }

    /** The first eight hexadecimal digits: the form in which people see hashes. */
    public String shortHex() {
        return bytes.slice(0, 4).toHex();
    }

    @Override
    public int compareTo(Hash other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.toHex();
    }
}
