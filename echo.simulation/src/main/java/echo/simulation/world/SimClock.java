package echo.simulation.world;

import echo.simulation.network.Timeline;

/**
 * A node's clocks, which are wrong: the wall clock by years perhaps, and the monotonic one may run too fast or too slow.
 *
 * <p>One thread.
 */
public final class SimClock {
    private static final long EPOCH_MS = 1_700_000_000_000L;

    private final Timeline time;
    private long errorMs;
    private double rate = 1;
    private long setAtMs;
    private double readThenMs;
    private long drifts;

    /** A clock that is {@code errorMs} ahead of the world's time. */
    SimClock(Timeline time, long errorMs) {
        this.time = time;
        this.errorMs = errorMs;
    }

    /** Ms since 1970, as this node believes. */
    long wallMs() {
        return EPOCH_MS + time.nowMs() + errorMs;
    }

    /** Monotonic time in ms. */
    long nowMs() {
        return (long) (readThenMs + (time.nowMs() - setAtMs) * rate);
    }

    /** How long the world takes for what takes {@code delayMs} on this clock. */
    long worldMs(long delayMs) {
        return rate == 1 ? delayMs : (long) Math.ceil(delayMs / rate);
    }

    /** Puts the wall clock {@code byMs} forward; back if negative. */
    public void jump(long byMs) {
        errorMs += byMs;
    }

    /**
     * From now on lets {@code newRate} ms pass here in one of the world's; greater than 0.
     *
     * @return ends this drift, if it is still in force
     */
    public Runnable drift(double newRate) {
        set(newRate);
        long number = ++drifts;
        return () -> {
            if (number == drifts) {
                set(1);
            }
        };
    }

    private void set(double newRate) {
        if (!(newRate > 0)) {
            throw new IllegalArgumentException("a clock runs forward, not at rate " + newRate);
        }
        readThenMs += (time.nowMs() - setAtMs) * rate;
        setAtMs = time.nowMs();
        rate = newRate;
    }
}
