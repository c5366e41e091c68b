package echo.storage.file;

import echo.api.feed.Extent;
import echo.api.feed.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One feed in the whole log: the head at which it begins, if it was trimmed, the head at its end, and for each segment that holds
 * some of it a table.
 */
final class FeedChain {
    /*
     * 1. The runs before the beginning may be there or not. Tables of such runs alone stay in the list until their segments are
     *    rewritten, since they say what is to be erased there.
     * 2. The first table that reaches beyond the beginning starts at or before it, and each after that where the one before ends.
     */
    private final List<RunTable> tables = new ArrayList<>(1);
    private Optional<Head> start = Optional.empty();
    private Optional<Head> last = Optional.empty();

    /** The head at which the feed begins; nothing if it was not trimmed. */
    Optional<Head> start() {
        return start;
    }

    /** Lets the feed begin at {@code head}. */
    void begin(Head head) {
        start = Optional.of(head);
    }

    /** The head at the feed's end. */
    Optional<Head> head() {
        return lengthOf(last) > lengthOf(start) ? last : start;
    }

    long length() {
        return lengthOf(head());
    }

    private static long lengthOf(Optional<Head> head) {
        return head.map(Head::extent).orElse(Extent.EMPTY).length();
    }

    /** Whether a run from block {@code from} on may be the next in the log: it goes on from the last, or nothing live is between. */
    boolean goesOn(long from) {
        return from == lengthOf(last) || (from > lengthOf(last) && from <= lengthOf(start));
    }

    /** Lets the feed end at {@code end}, the head at the end of {@code table}, which is that of the newest segment with some of it. */
    void extend(RunTable table, Head end) {
        if (tables.isEmpty() || tables.get(tables.size() - 1).segment() != table.segment()) {
            tables.add(table);
        }
        last = Optional.of(end);
    }

    /** Puts {@code table} in place of the one of the same segment. */
    void replace(RunTable table) {
        tables.replaceAll(known -> known.segment() == table.segment() ? table : known);
    }

    /** Puts {@code table}, if there is one, in place of those of segments {@code first} to {@code last}. */
    void replace(int firstSegment, int lastSegment, Optional<? extends RunTable> table) {
        tables.removeIf(known -> firstSegment <= known.segment() && known.segment() <= lastSegment);
        int at = 0;
        while (at < tables.size() && tables.get(at).segment() < firstSegment) {
            at++;
        }
        if (table.isPresent()) {
            tables.add(at, table.get());
        }
    }

    /** Adds the segments with runs before the feed's beginning to {@code dead}, those with runs after it to {@code live}. */
    void sort(Set<Integer> dead, Set<Integer> live) {
        long begin = lengthOf(start);
        for (int i = 0; i < tables.size(); i++) {
            RunTable table = tables.get(i);
            if (table.first() < begin) {
                dead.add(table.segment());
            }
            if ((i + 1 < tables.size() ? tables.get(i + 1).first() : length()) > begin) {
                live.add(table.segment());
            }
        }
    }

    /** The table of the segment that holds {@code block}, which must be from the feed's beginning on, and below its length. */
    RunTable tableOf(long block) {
        int low = 0;
        int high = tables.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (tables.get(middle).first() <= block) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return tables.get(low);
    }

    /** At which block the feed goes on in {@code segment}; -1 if that holds none of it. */
    long firstIn(int segment) {
        return tables.stream()
                .filter(table -> table.segment() == segment)
                .mapToLong(RunTable::first)
                .findAny()
                .orElse(-1);
    }
}
