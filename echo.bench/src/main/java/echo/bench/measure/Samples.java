package echo.bench.measure;

import java.util.Arrays;

/** Durations of the same thing, done often. One thread. */
public final class Samples {
    private static final double NS_PER_MS = 1e6;

    private long[] nanos = new long[1024];
    private int count;

    /** Adds one, in ns. */
    public void add(long durationNs) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = durationNs;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    public void addAll(Samples others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
    }

    /** The duration in ms below which {@code percent} of all lie (nearest rank). */
    public double percentileMs(double percent) {
        if (count == 0) {
            throw new IllegalStateException("nothing was sampled");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.max(rank, 1) - 1] / NS_PER_MS;
    }
}
