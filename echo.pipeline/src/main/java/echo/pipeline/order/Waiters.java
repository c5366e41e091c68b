package echo.pipeline.order;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** The feeds that wait for one feed, by the number of released messages for which each waits. One thread at a time. */
final class Waiters {
    private final PriorityQueue<Waiting> queue = new PriorityQueue<>();
    private long arrivals;

    /** A feed in the queue; of those that wait for one length the first to come goes first. */
    private record Waiting(long length, long arrival, FeedProgress feed) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int order = Long.compare(length, other.length);
            return order != 0 ? order : Long.compare(arrival, other.arrival);
        }
    }

    void add(long length, FeedProgress waiting) {
        queue.add(new Waiting(length, arrivals++, waiting));
    }

    /** Takes out those that wait for any length up to {@code length}: by length, then as they came. */
    List<FeedProgress> due(long length) {
        if (!isDue(length)) {
            return List.of();
        }
        List<FeedProgress> due = new ArrayList<>();
        while (isDue(length)) {
            due.add(queue.remove().feed());
        }
        return due;
    }

    private boolean isDue(long length) {
        Waiting first = queue.peek();
        return first != null && first.length() <= length;
    }
}
