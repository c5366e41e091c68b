package echo.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A part of a stored table: {@value #RUNS} runs, or those that are left at its end. It holds the first block, then for each run
 * its end and its record's offset and size, then a checksum.
 */
final class IndexPage {
    static final int RUNS = 512;
    private static final int RUN_BYTES = Long.BYTES + Long.BYTES + Integer.BYTES;

    private final int segment;
    private final int runs;
    private final ByteBuffer bytes;

    private IndexPage(int segment, int runs, byte[] bytes) {
        this.segment = segment;
        this.runs = runs;
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** Size of a page of {@code runs} runs, in bytes. */
    static int size(int runs) {
        return Long.BYTES + RUN_BYTES * runs + Integer.BYTES;
    }

    /** Size of all pages of a table of {@code runs} runs, in bytes. */
    static long sizeOfAll(int runs) {
        long whole = runs / RUNS;
        int rest = runs % RUNS;
        return whole * size(RUNS) + (rest == 0 ? 0 : size(rest));
    }

    /** The runs of {@code table} from run {@code from} on, as a page at {@code position} of the index of {@code segment}. */
    static byte[] encode(MemoryTable table, int from, SegmentHeader segment, long position) {
        int runs = Math.min(RUNS, table.runs() - from);
        ByteBuffer buffer = ByteBuffer.allocate(size(runs));
        buffer.putLong(table.place(from).from());
        for (int i = 0; i < runs; i++) {
            RunPlace place = table.place(from + i);
            buffer.putLong(place.end()).putLong(place.offset()).putInt(place.size());
        }
        return buffer.putInt(checksum(buffer.array(), segment, position)).array();
    }

    /**
     * Reads a page of {@code runs} runs that was found at {@code position} of the index of {@code segment}.
     *
     * @throws IOException if it is not what was written there
     */
    static IndexPage decode(byte[] bytes, int runs, SegmentHeader segment, long position) throws IOException {
        IndexPage page = new IndexPage(segment.number(), runs, bytes);
        if (page.bytes.getInt(bytes.length - Integer.BYTES) != checksum(bytes, segment, position)) {
            throw new IOException("the page at offset " + position + " of the index fails its checksum");
        }
        return page;
    }

    /** A page belongs to one place of one index: a copy of it elsewhere is a fault. */
    private static int checksum(byte[] bytes, SegmentHeader segment, long position) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES)
                .putInt(segment.number())
                .putLong(segment.marker())
                .putLong(position)
                .flip());
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    /** Index of the first block. */
    long first() {
        return bytes.getLong(0);
    }

    /** The place of the run that holds {@code block}, which is at or after the first; nothing if it is past the last. */
    Optional<RunPlace> placeOf(long block) {
        int low = 0;
        int high = runs;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (end(middle) <= block) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == runs ? Optional.empty() : Optional.of(place(low));
    }

    private RunPlace place(int run) {
        int at = at(run);
        long from = run == 0 ? first() : end(run - 1);
        return new RunPlace(segment, from, end(run), bytes.getLong(at + Long.BYTES), bytes.getInt(at + 2 * Long.BYTES));
    }

    private long end(int run) {
        return bytes.getLong(at(run));
    }

    private static int at(int run) {
        return Long.BYTES + RUN_BYTES * run;
    }
}
