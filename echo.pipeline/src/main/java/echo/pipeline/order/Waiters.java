package echo.pipeline.order;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The feeds that wait for one feed, by the number of released messages for which each waits. One thread at a time. */
final class Waiters {
    private final TreeMap<Long, List<FeedProgress>> byLength = new TreeMap<>();

    void add(long length, FeedProgress waiting) {
        byLength.computeIfAbsent(length, key -> new ArrayList<>()).add(waiting);
    }

    /** Takes out those that wait for any length up to {@code length}. */
    List<FeedProgress> due(long length) {
        if (byLength.isEmpty() || byLength.firstKey() > length) {
            return List.of();
        }
        SortedMap<Long, List<FeedProgress>> head = byLength.headMap(length, true);
        List<FeedProgress> due = new ArrayList<>();
        head.values().forEach(due::addAll);
        head.clear();
        return due;
    }
}
