package echo.storage.file;

import echo.api.feed.Head;
import java.util.Arrays;

/** A table that grows with its segment, in memory: 20 bytes for each run. */
final class MemoryTable implements RunTable {
    private final int segment;
    private final long first;
    private long[] ends = new long[4];
    private long[] offsets = new long[4];
    private int[] sizes = new int[4];
    private int count;
    private Head head;

    /** The table of a feed whose first run in {@code segment} begins at block {@code first} and ends at {@code head}. */
    MemoryTable(int segment, long first, Head head, long offset, int size) {
        this.segment = segment;
        this.first = first;
        this.head = head;
        add(head, offset, size);
    }

    /** Adds the run that ends at {@code next}, whose record has {@code size} bytes at {@code offset}. */
    void add(Head next, long offset, int size) {
        if (count == ends.length) {
            int more = count + (count >> 1);
            ends = Arrays.copyOf(ends, more);
            offsets = Arrays.copyOf(offsets, more);
            sizes = Arrays.copyOf(sizes, more);
        }
        ends[count] = next.extent().length();
        offsets[count] = offset;
        sizes[count] = size;
        count++;
        head = next;
    }

    @Override
    public int segment() {
        return segment;
    }

    @Override
    public long first() {
        return first;
    }

    /** The head at the end of the last run. */
    Head head() {
        return head;
    }

    /** Number of runs. */
    int runs() {
        return count;
    }

    /** The place of run {@code run}, counted from 0. */
    RunPlace place(int run) {
        return new RunPlace(segment, run == 0 ? first : ends[run - 1], ends[run], offsets[run], sizes[run]);
    }

    @Override
    public RunPlace placeOf(long block) {
        int found = Arrays.binarySearch(ends, 0, count, block + 1);
        return place(found >= 0 ? found : -found - 1);
    }
}
