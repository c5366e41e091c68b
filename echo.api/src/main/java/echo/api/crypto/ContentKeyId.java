package echo.api.crypto;

import echo.api.Bytes;

/**
 * Names a content key, and tells nothing of it: the first 16 bytes of a hash over the party and the key, so that nobody can give
 * two keys under one name.
 *
 * @param bytes exactly {@value #SIZE} bytes
 */
public record ContentKeyId(Bytes bytes) implements Comparable<ContentKeyId> {
    /** In bytes. */
    public static final int SIZE = 16;

    public ContentKeyId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a content key's id is " + SIZE + " bytes, not " + bytes.size());
        }
    }

    @Override
    public int compareTo(ContentKeyId other) {
        return bytes.compareTo(other.bytes);
    }

    /** The first four bytes in hex, for people. */
    public String shortHex() {
        return bytes.slice(0, 4).toHex();
    }

    @Override
    public String toString() {
        return bytes.toHex();
    }
}
