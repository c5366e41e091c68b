package echo.storage.file;

import echo.api.FeedKey;
import echo.api.feed.Head;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables of all feeds in one segment, as its records are written or scanned one by one. */
final class SegmentTables {
    /** Says where feeds go on in the segment. */
    @FunctionalInterface
    interface Before {
        /** Whether a run from block {@code from} on may be the first of {@code feed} here, after what other segments hold. */
        boolean goesOn(FeedKey feed, long from);
    }

    private final int segment;
    private final Before before;
    private final TreeMap<FeedKey, MemoryTable> tables = new TreeMap<>();
    private Optional<Head> last = Optional.empty();

    /** The tables of a segment without records. */
    SegmentTables(int segment, Before before) {
        this.segment = segment;
        this.before = before;
    }

    /** Whether a run of {@code feed} from block {@code from} on is the next here. */
    boolean goesOn(FeedKey feed, long from) {
        MemoryTable table = tables.get(feed);
        return table == null
                ? before.goesOn(feed, from)
                : from == table.head().extent().length();
    }

    /** Adds a run, and returns its feed's table; nothing, and no change, if it does not start where its feed ends. */
    Optional<MemoryTable> add(long from, Head head, long offset, int size) {
        FeedKey feed = head.feed();
        if (!goesOn(feed, from)) {
            return Optional.empty();
        }
        MemoryTable table = tables.get(feed);
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
