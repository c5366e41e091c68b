package echo.simulation.world;

import echo.node.Loop;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A node's loop on the world's queue. When its node crashes it is closed, and what it still had to do is never done; while its
 * node is paused, as a virtual machine can be, everything waits.
 */
final class SimLoop implements Loop {
    private final SimTime time;
    private final SimClock clock;
    private final long lagMs;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean paused;
    private boolean closed;

    /** A loop that comes to a task {@code lagMs} after it was handed over. */
    SimLoop(SimTime time, SimClock clock, long lagMs) {
        this.time = time;
        this.clock = clock;
        this.lagMs = lagMs;
    }

    @Override
    public void execute(Runnable task) {
        time.after(lagMs, () -> run(task));
    }

    @Override
    public void after(long delayMs, Runnable task) {
        time.after(clock.worldMs(delayMs), () -> run(task));
    }

    private void run(Runnable task) {
        if (closed) {
            return;
        }
        if (paused) {
            waiting.add(task);
        } else {
            task.run();
        }
    }

    void pause() {
        paused = true;
    }

    /** Goes on, with what has come up meanwhile first. */
    void resume() {
        paused = false;
        while (!paused && !closed && !waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    @Override
    public long wallMs() {
        return clock.wallMs();
    }

    @Override
    public long nowMs() {
        return clock.nowMs();
    }

    @Override
    public void close() {
        closed = true;
        waiting.clear();
    }
}
