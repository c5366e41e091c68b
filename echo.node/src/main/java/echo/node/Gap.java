package echo.node;

import echo.api.Bytes;
import echo.api.Limits;
import echo.codec.Rank;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where an item is to go among its siblings: between two ranks that differ, or past one end. Immutable.
 *
 * @param below the rank before the gap; nothing if there is no sibling before it
 * @param above the rank after the gap; nothing if there is no sibling after it
 */
record Gap(Optional<Rank> below, Optional<Rank> above) {
    // Four digits more are tried until there is room. Past an end steps are short, so that a million children put at
    // an end need eight bytes. Between two ranks the step may be room^(3/4) long: room stays for those who go on from
    // there, and in the small part too, for those who insert anywhere. It goes up from the lower rank for one number
    // of digits and down from the upper one for the next: whether people go on after what they inserted last or before
    // it, at most four digits are spent in vain (the idea of LSEQ, Nédelec et al. 2013). Steps are random, so that two
    // who step from one rank seldom meet. GapTest measures all this.

    /** Bytes of chance that {@link #rank} takes. */
    static final int CHANCE_BYTES = 8;

    private static final int MORE_DIGITS = 4;
    private static final BigInteger LEAST_ROOM = BigInteger.valueOf(1 << 16);
    private static final BigInteger STEP_AT_AN_END = BigInteger.valueOf(1 << 16);

    /**
     * A rank in the gap. Where there is none, which takes hundreds of turns between the last two or ranks of somebody's own
     * choice, that of a neighbour, the lower one if there are two: next to what was placed there before.
     */
    Rank rank(Bytes chance) {
        boolean upwards = below.isPresent() || above.isEmpty();
        for (int digits = MORE_DIGITS; digits <= Limits.RANK_BYTES; digits += MORE_DIGITS) {
            BigInteger low = low(digits);
            BigInteger high = high(digits);
            BigInteger room = high.subtract(low).subtract(BigInteger.ONE);
            if (room.compareTo(LEAST_ROOM) >= 0) {
                BigInteger step = new BigInteger(1, chance.toByteArray())
                        .mod(longestStep(room))
                        .add(BigInteger.ONE);
                return rank(upwards ? low.add(step) : high.subtract(step), digits);
            }
            upwards = above.isEmpty() || (below.isPresent() && !upwards);
        }
        return below.or(() -> above).orElseThrow();
    }

    private BigInteger longestStep(BigInteger room) {
        BigInteger root = room.sqrt();
        return below.isPresent() && above.isPresent() ? root.multiply(root.sqrt()) : STEP_AT_AN_END;
    }

    /** The first {@code digits} digits of what the rank must be greater than; the first of all starts in the middle. */
    private BigInteger low(int digits) {
        return below.map(rank -> head(rank, digits))
                .orElseGet(() -> above.isPresent() ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(8 * digits - 1));
    }

    /** The least number of {@code digits} digits that the rank must be less than. */
    private BigInteger high(int digits) {
        return above.map(rank ->
                        rank.bytes().size() > digits ? head(rank, digits).add(BigInteger.ONE) : head(rank, digits))
                .orElseGet(() -> BigInteger.ONE.shiftLeft(8 * digits));
    }

    private static BigInteger head(Rank rank, int digits) {
        return new BigInteger(1, Arrays.copyOf(rank.bytes().toByteArray(), digits));
    }

    /** The rank of that many digits, without zeros at the end. */
    private static Rank rank(BigInteger number, int digits) {
        byte[] bytes = new byte[digits];
        byte[] written = number.toByteArray(); // may begin with a zero for its sign
        int size = Math.min(written.length, digits);
        System.arraycopy(written, written.length - size, bytes, digits - size, size);
        int end = digits;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return new Rank(Bytes.owning(Arrays.copyOf(bytes, end)));
    }
}
