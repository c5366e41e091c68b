package echo.simulation.explore;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ways to merge a few lanes into one sequence that keeps the order of each. They are counted without being made, and
 * numbered from 0 in the order of their lanes, so that any one can be made without those before it.
 *
 * <p>Immutable; any thread, if the rules are.
 */
final class Merges {
    // Invariants: (1) a cut says how many steps of each lane are taken; cuts are numbered in a mixed radix, so that
    // taking
    // a step of a lane adds that lane's stride, and every cut that can follow has a greater number; (2) below[c] is the
    // number of ways to go on from cut c to an end, so one pass from the last cut to the first finds them all, and the
    // n-th merge is found by going down and subtracting. Sequences are never compared: two paths that differ are two
    // merges.

    /** The most cuts that are counted: lanes of 3, 3, 3 and 3 steps have 256. */
    static final int CUTS = 1 << 20;

    private final Rules rules;
    private final int[] lengths;
    private final int[] strides;
    private final BigInteger[] below;

    /** Which steps are allowed. A cut says how many steps of each lane are taken; it must be left as it is. */
    interface Rules {
        /** Whether the next step of {@code lane}, which is there, may be taken at {@code cut}. */
        boolean allows(int lane, int[] cut);

        /** Whether a merge may end at {@code cut}; it may go on from there too. */
        boolean isEnd(int[] cut);
    }

    Merges(List<Integer> lengths, Rules rules) {
        this.rules = rules;
        this.lengths = lengths.stream().mapToInt(Integer::intValue).toArray();
        this.strides = new int[this.lengths.length];
        long cuts = 1;
        for (int lane = 0; lane < strides.length; lane++) {
            strides[lane] = (int) cuts;
            cuts *= this.lengths[lane] + 1L;
            if (cuts > CUTS) {
                throw new IllegalArgumentException(
                        "lanes of " + lengths + " steps have more than " + CUTS + " moments, too many to explore");
            }
        }
        this.below = count((int) cuts);
    }

    private BigInteger[] count(int cuts) {
        BigInteger[] counts = new BigInteger[cuts];
        int[] cut = lengths.clone();
        for (int index = cuts - 1; index >= 0; index--) {
            BigInteger ways = rules.isEnd(cut) ? BigInteger.ONE : BigInteger.ZERO;
            for (int lane = 0; lane < lengths.length; lane++) {
                if (isNext(lane, cut)) {
                    ways = ways.add(counts[index + strides[lane]]);
                }
            }
            counts[index] = ways;
            stepBack(cut);
        }
        return counts;
    }

    private void stepBack(int[] cut) {
        int lane = 0;
        while (lane < cut.length && cut[lane] == 0) {
            cut[lane] = lengths[lane];
            lane++;
        }
        if (lane < cut.length) {
            cut[lane]--;
        }
    }

    /** Whether the next step of {@code lane} is there and may be taken at {@code cut}. */
    boolean isNext(int lane, int[] cut) {
        return cut[lane] < lengths[lane] && rules.allows(lane, cut);
    }

    /** Whether a merge may end at {@code cut}. */
    boolean isEnd(int[] cut) {
        return rules.isEnd(cut);
    }

    /** How many there are. */
    BigInteger count() {
        return below[0];
    }

    /** The lanes of merge {@code number}, from 0, step by step. */
    List<Integer> merge(BigInteger number) {
        if (number.signum() < 0 || number.compareTo(count()) >= 0) {
            throw new IllegalArgumentException("there are " + count() + " merges and none has number " + number);
        }
        List<Integer> steps = new ArrayList<>();
        int[] cut = new int[lengths.length];
        BigInteger rest = number;
        while (!rules.isEnd(cut) || rest.signum() > 0) {
            if (rules.isEnd(cut)) {
                rest = rest.subtract(BigInteger.ONE);
            }
            int lane = 0;
            while (!isNext(lane, cut) || rest.compareTo(belowNext(lane, cut)) >= 0) {
                rest = isNext(lane, cut) ? rest.subtract(belowNext(lane, cut)) : rest;
                lane++;
            }
            cut[lane]++;
            steps.add(lane);
        }
        return steps;
    }

    private BigInteger belowNext(int lane, int[] cut) {
        int index = strides[lane];
        for (int i = 0; i < cut.length; i++) {
            index += cut[i] * strides[i];
        }
        return below[index];
    }

    @Override
    public String toString() {
        return count() + " merges of lanes of " + Arrays.toString(lengths) + " steps";
    }
}
