package echo.storage.file;

import echo.api.feed.Head;
import java.util.ArrayList;
import java.util.List;

/** One feed in the whole log: the head at its end, and for each segment that holds some of it a table. */
final class FeedChain {
    private final List<RunTable> tables = new ArrayList<>(1);
    private Head head;

    FeedChain(Head head) {
        this.head = head;
    }

    /** The head at the feed's end. */
    Head head() {
        return head;
    }

    long length() {
        return head.extent().length();
    }

    /** Lets the feed end at {@code end}, the head at the end of {@code table}, which is that of the newest segment with some of it. */
    void extend(RunTable table, Head end) {
        if (tables.isEmpty() || tables.get(tables.size() - 1).segment() != table.segment()) {
            tables.add(table);
        }
        head = end;
    }

    /** Puts {@code table} in place of the one of the same segment. */
    void replace(RunTable table) {
        tables.replaceAll(known -> known.segment() == table.segment() ? table : known);
    }

    /** The table of the segment that holds {@code block}, which must be below the feed's length. */
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
