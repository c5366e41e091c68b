package echo.pipeline.items;

import java.util.ArrayList;
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
    // Kept counts are thinned when there are more than twice as many as wanted: going back from the newest, one is
    // dropped
    // when it lies nearer to the one kept before it than half of its distance from the end.

    private static final int THIN_ABOVE = 48;

    private final S empty;
    private final List<Kept<S>> kept = new ArrayList<>();

    /** The state after the first {@code count} mutations. */
    record Kept<S>(int count, S state) {}

    KeptStates(S empty) {
        this.empty = empty;
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

    int size() {
        return kept.size();
    }

    private void thin(int end) {
        List<Kept<S>> thinned = new ArrayList<>();
        int nearest = Integer.MAX_VALUE;
        for (int i = kept.size() - 1; i >= 0; i--) {
            Kept<S> candidate = kept.get(i);
            if (nearest - candidate.count() > (end - candidate.count()) / 4) {
                thinned.add(0, candidate);
                nearest = candidate.count();
            }
        }
        kept.clear();
        kept.addAll(thinned);
    }
}
