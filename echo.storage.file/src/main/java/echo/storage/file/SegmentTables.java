package echo.storage.file;

import echo.api.FeedKey;
import echo.api.feed.Head;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The tables of all feeds in one segment, as its records are written or scanned one by one. */
final class SegmentTables {
    private final int segment;
    private final ToLongFunction<FeedKey> starts;
    private final TreeMap<FeedKey, MemoryTable> tables = new TreeMap<>();
    private Optional<Head> last = Optional.empty();

    /**
     * The tables of a segment without records.
     *
     * @param starts at which block a feed goes on in the segment
     */
    SegmentTables(int segment, ToLongFunction<FeedKey> starts) {
        this.segment = segment;
        this.starts = starts;
    }

    /** Adds a run, and returns its feed's table; nothing, and no change, if it does not start where its feed ends. */
    Optional<MemoryTable> add(long from, Head head, long offset, int size) {
        FeedKey feed = head.feed();
        MemoryTable table = tables.get(feed);
        long end =
                table == null ? starts.applyAsLong(feed) : table.head().extent().length();
        if (from != end) {
            return Optional.empty();
        }
        if (table == null) {
            table = new MemoryTable(segment, from, head, offset, size);
            tables.put(feed, table);
        } else {
            table.add(head, offset, size);
        }
        last = Optional.of(head);
        return Optional.of(table);
    }

    /** What was added last, for people. */
    String last() {
        return last.map(head -> "block " + (head.extent().length() - 1) + " of feed " + head.feed())
                .orElse("the header");
    }

    /** The table of each feed that has a run. */
    SortedMap<FeedKey, MemoryTable> byFeed() {
        return tables;
    }
}
