package echo.codec;

import echo.api.Bytes;
import echo.api.Limits;
import java.util.Arrays;

/**
 * Where an item wants to stand among its siblings: a fraction between 0 and 1 in base 256, so that there is always one between
 * two. Siblings stand in the order of their ranks; of equal ones the operation that was placed first comes first.
 *
 * @param bytes the digits after the point; 1 to {@link Limits#RANK_BYTES}, the last one not zero
 */
public record Rank(Bytes bytes) implements Comparable<Rank> {
    /** One half: the rank of an operation that states none. */
    public static final Rank MIDDLE = new Rank(Bytes.hex("80"));

    /** Less than every other rank. */
    static final Rank LEAST = new Rank(Bytes.owning(digits(0)));

    /** Greater than every other rank. */
    static final Rank GREATEST = new Rank(Bytes.owning(digits(0xFF)));

    public Rank {
        int size = bytes.size();
        if (size < 1 || size > Limits.RANK_BYTES) {
            throw new IllegalArgumentException("a rank has 1 to " + Limits.RANK_BYTES + " bytes, not " + size);
        }
        if (bytes.at(size - 1) == 0) {
            throw new IllegalArgumentException("a rank must not end with a zero byte");
        }
    }

    /** As many as there may be, all of them {@code digit} but the last, which is at least 1. */
    private static byte[] digits(int digit) {
        byte[] digits = new byte[Limits.RANK_BYTES];
        Arrays.fill(digits, (byte) digit);
        digits[digits.length - 1] = (byte) Math.max(digit, 1);
        return digits;
    }

    @Override
    public int compareTo(Rank other) {
        return bytes.compareTo(other.bytes);
    }
}
