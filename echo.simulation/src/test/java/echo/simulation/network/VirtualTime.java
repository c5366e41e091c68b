package echo.simulation.network;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** A timeline that a test turns by hand. */
final class VirtualTime implements Timeline {
    private record Due(long atMs, long number, Runnable task) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::atMs).thenComparingLong(Due::number));
    private long nowMs;
    private long numbers;
    private boolean running;

    @Override
    public long nowMs() {
        return nowMs;
    }

    @Override
    public void after(long delayMs, Runnable task) {
        queue.add(new Due(nowMs + delayMs, numbers++, task));
    }

    /** Runs the next task; false if there is none. */
    boolean step() {
        Due due = queue.poll();
        if (due == null) {
            return false;
        }
        assertFalse(running, "a task within a task");
        running = true;
        nowMs = due.atMs;
        due.task.run();
        running = false;
        return true;
    }

    /** Runs tasks until {@code reached} or none is left; gives whether it was reached. */
    boolean runUntil(BooleanSupplier reached) {
        boolean more = true;
        while (!reached.getAsBoolean() && more) {
            more = step();
        }
        return reached.getAsBoolean();
    }

    /** Runs all that is due within {@code ms}, and lets them pass. */
    void pass(long ms) {
        long untilMs = nowMs + ms;
        while (!queue.isEmpty() && queue.peek().atMs <= untilMs) {
            step();
        }
        nowMs = untilMs;
    }
}
