package echo.storage.file;

import echo.api.feed.Head;
import java.util.Arrays;

/**
 * Where the runs of one feed stand in the log: for each its end, and its record's offset and size, in the order of the
 * feed. 20 bytes of memory for each run.
 */
final class FeedIndex {
    private long[] ends = new long[4];
    private long[] offsets = new long[4];
    private int[] sizes = new int[4];
    private int count;
    private Head head;

    /** The index of a feed whose first run is {@code head}'s. */
    FeedIndex(Head head, long offset, int size) {
        this.head = head;
        add(head, offset, size);
    }

    /** Adds the run that ends at {@code head}, whose record has {@code size} bytes at {@code offset}. */
    void add(Head next, long offset, int size) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
        }
        ends[count] = next.extent().length();
        offsets[count] = offset;
        sizes[count] = size;
        count++;
        head = next;
    }

    /** The head at the feed's end. */
    Head head() {
        return head;
    }

    /** Number of runs. */
    int runs() {
        return count;
    }

    /** The number of the run that holds {@code block}, which must be below the feed's length. */
    int runOf(long block) {
        int found = Arrays.binarySearch(ends, 0, count, block + 1);
        return found >= 0 ? found : -found - 1;
    }

    long offset(int run) {
        return offsets[run];
    }

    /** Size of the run's record, in bytes. */
    int size(int run) {
        return sizes[run];
    }

    /** Number of blocks of the run. */
    int blocks(int run) {
        return (int) (ends[run] - (run == 0 ? 0 : ends[run - 1]));
    }

    /** Sum of the sizes of the run's payloads, in bytes. */
    int payloadBytes(int run) {
        return sizes[run] - RecordHeader.SIZE - RunBody.FIXED - Integer.BYTES * blocks(run);
    }
}
