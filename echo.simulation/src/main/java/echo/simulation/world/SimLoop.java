package echo.simulation.world;

import echo.node.Loop;
import echo.simulation.network.Timeline;

/** A node's loop on the world's queue. When its node crashes it is closed, and what it still had to do is never done. */
final class SimLoop implements Loop {
    private static final long EPOCH_MS = 1_700_000_000_000L;

    private final Timeline time;
    private final long clockErrorMs;
    private boolean closed;

    SimLoop(Timeline time, long clockErrorMs) {
        this.time = time;
        this.clockErrorMs = clockErrorMs;
    }

    @Override
    public void execute(Runnable task) {
        after(0, task);
    }

    @Override
    public void after(long delayMs, Runnable task) {
        time.after(delayMs, () -> {
            if (!closed) {
                task.run();
            }
        });
    }

    @Override
    public long wallMs() {
        return EPOCH_MS + time.nowMs() + clockErrorMs;
    }

    @Override
    public long nowMs() {
        return time.nowMs();
    }

    @Override
    public void close() {
        closed = true;
    }
}
