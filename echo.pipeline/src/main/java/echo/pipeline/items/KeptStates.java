package echo.pipeline.items;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Earlier states of a fold, closely spaced near the end and exponentially wider apart towards the beginning, so that a rewind
 * finds one near and their number stays logarithmic.
 *
 * <p>One thread at a time.
 *
 * @param <S> the state
 */
final class KeptStates<S> {
    // Thinning goes back from the newest state and drops one when the gap that it leaves is at most half of the
    // distance from the end to the far side of that gap. So (1) going back by d repeats at most 2d mutations; (2) of
    // any three states in a row the outer two lie more than that half apart, so at most 2·log2(count) are left. To look
    // at the gap before a state instead of the one that it leaves would let gaps grow until nothing near is kept.

    private static final int THIN_ABOVE = 48;

    private final S empty;
    private final List<Kept<S>> kept = new ArrayList<>();

    /** The state after the first {@code count} mutations. */
    record Kept<S>(int count, S state) {}

    KeptStates(S empty) {
        this.empty = empty;
    }

    /**
     * Whether the state after {@code count} mutations is one to note in a fold that goes on to {@code end}: of those at a distance
     * of 2^k to 2^(k+1) two are, evenly spaced, which thinning would leave anyway.
     */
    static boolean isNear(int count, int end) {
        int apart = Math.max(1, Integer.highestOneBit(end - count) / 2);
        return count % apart == 0;
    }

    /** Notes the state after {@code count} mutations, more than any noted before. */
    void note(int count, S state) {
        kept.add(new Kept<>(count, state));
        if (kept.size() > THIN_ABOVE) {
            thin(count);
        }
    }

    /** Forgets states after {@code count} mutations and gives the last one at or before it. */
    Kept<S> rewind(int count) {
        while (!kept.isEmpty() && kept.get(kept.size() - 1).count() > count) {
            kept.remove(kept.size() - 1);
        }
        return kept.isEmpty() ? new Kept<>(0, empty) : kept.get(kept.size() - 1);
    }

    /** The last state noted after at most {@code count} mutations. */
    Kept<S> at(int count) {
        int last = kept.size() - 1;
        while (last >= 0 && kept.get(last).count() > count) {
            last--;
        }
        return last < 0 ? new Kept<>(0, empty) : kept.get(last);
    }

    int size() {
        return kept.size();
    }

    private void thin(int end) {
        List<Kept<S>> thinned = new ArrayList<>();
        int next = Integer.MAX_VALUE;
        for (int i = kept.size() - 1; i >= 0; i--) {
            int before = i == 0 ? 0 : kept.get(i - 1).count();
            if (next - before > (end - before) / 2) {
                thinned.add(kept.get(i));
                next = kept.get(i).count();
            }
        }
        kept.clear();
        kept.addAll(thinned);
        Collections.reverse(kept);
    }
}
