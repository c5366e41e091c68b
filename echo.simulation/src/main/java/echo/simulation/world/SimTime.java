package echo.simulation.world;

import echo.simulation.network.Timeline;
import java.util.PriorityQueue;

/** The one queue of a simulated world: tasks by time, then by the order in which they were handed over. One thread. */
public final class SimTime implements Timeline {
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private long nowMs;
    private long handed;
    private long done;

    private record Entry(long atMs, long number, Runnable task) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    @Override
    public long nowMs() {
        return nowMs;
    }

    @Override
    public void after(long delayMs, Runnable task) {
        if (delayMs < 0) {
            throw new IllegalArgumentException("a delay of " + delayMs + " ms");
        }
        queue.add(new Entry(nowMs + delayMs, handed++, task));
    }

    /** Lets {@code durationMs} pass: runs everything that falls due. */
    public void pass(long durationMs) {
        long end = nowMs + durationMs;
        while (!queue.isEmpty() && queue.peek().atMs() <= end) {
            Entry next = queue.poll();
            nowMs = next.atMs();
            done++;
            next.task().run();
        }
        nowMs = end;
    }

    /** Tasks that wait. */
    public int pending() {
        return queue.size();
    }

    /** Tasks run so far. */
    public long done() {
        return done;
    }
}
