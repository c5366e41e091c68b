package echo.api.blob;

import echo.api.Bytes;
import echo.api.Hash;
import java.util.Optional;

/**
 * The name of a blob, made of its content: a CIDv1 of raw bytes under SHA-256. Equal content, equal name.
 *
 * <p>Source: the CID specification (multiformats), with multicodec {@code raw} (0x55) and multihash {@code sha2-256} (0x12).
 *
 * @param hash SHA-256 over the blob
 */
public record Cid(Hash hash) implements Comparable<Cid> {
    private static final Bytes PREFIX = Bytes.hex("01551220");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS = 5;
    private static final int SIZE = 36;
    private static final int TEXT = 1 + (SIZE * Byte.SIZE + BITS - 1) / BITS;

    /** The name of {@code blob}. */
    public static Cid of(Bytes blob) {
        return new Cid(Hash.of(blob));
    }

    /** The name that {@link #toString} gives as {@code text}; nothing for any other text. */
    public static Optional<Cid> parse(String text) {
        byte[] bytes = new byte[SIZE];
        if (text.length() != TEXT || text.charAt(0) != 'b') {
            return Optional.empty();
        }
        for (int i = 1; i < TEXT; i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                return Optional.empty();
            }
            write(bytes, (i - 1) * BITS, value);
        }
        Bytes read = Bytes.owning(bytes);
        Cid cid = new Cid(new Hash(read.slice(PREFIX.size(), SIZE)));
        return cid.toString().equals(text) ? Optional.of(cid) : Optional.empty();
    }

    /** Sets the {@value #BITS} bits from {@code bit} on to {@code value}; such as lie past the end are passed over. */
    private static void write(byte[] bytes, int bit, int value) {
        for (int i = 0; i < BITS && bit + i < bytes.length * Byte.SIZE; i++) {
            int set = (value >> (BITS - 1 - i)) & 1;
            bytes[(bit + i) / Byte.SIZE] |= (byte) (set << (Byte.SIZE - 1 - (bit + i) % Byte.SIZE));
        }
    }

    /** Version, codec, hash function, size and hash: 36 bytes. */
    public Bytes bytes() {
        return Bytes.concat(PREFIX, hash.bytes());
    }

    @Override
    public int compareTo(Cid other) {
        return hash.compareTo(other.hash);
    }

    /** Multibase: {@code b} and the bytes in base 32, lower case, without padding (RFC 4648 §6). */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("b");
        int pending = 0;
        int bits = 0;
        for (byte next : bytes().toByteArray()) {
            pending = (pending << Byte.SIZE) | (next & 0xff);
            bits += Byte.SIZE;
            while (bits >= BITS) {
                bits -= BITS;
                text.append(ALPHABET.charAt((pending >>> bits) & 31));
            }
            pending &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((pending << (BITS - bits)) & 31));
        }
        return text.toString();
    }
}
