package echo.storage.file;

import echo.storage.file.disk.Disk;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads a segment from its header to its end, as it is found at opening, and tells a torn tail from damage.
 *
 * <p>One scan, one thread.
 */
final class SegmentScan {
    /*
     * 1. A record's header says how many bytes of the segment were durable when it was written. So a whole header after a
     *    fault that says so of the fault's offset proves damage: those bytes had survived a force.
     * 2. Without such a header nothing shows that the bytes from the fault on were ever forced, whatever else is whole
     *    among them: a disk may lose any page that was not. They are cut, so that what stays is a prefix.
     * 3. After a fault no size can be believed, hence the search at each offset. Only a header that holds the segment's
     *    random marker and the checksum over its own offset counts, so that no payload can pose as one.
     */
    /** Takes the runs of a segment in the order of their records. */
    @FunctionalInterface
    interface Visitor {
        /**
         * A whole record.
         *
         * @return whether its run starts where its feed ends
         */
        boolean visit(RunBody.Outline run, long offset, int size) throws IOException;
    }

    /** Whether bytes of the file are those on disk. */
    @FunctionalInterface
    interface Known {
        /** Whether all {@code length} bytes from {@code offset} on are. */
        boolean test(long offset, long length);
    }

    private final Known known;
    private final SegmentHeader segment;
    private final long size;
    private final FileWindow window;
    private long durable;
    private boolean endsWithMark;
    private boolean endsWithSeal;
    private boolean stoppedAtRun;

    /** A scan of {@code file}, of which the first {@code size} bytes count. */
    SegmentScan(Disk.File file, SegmentHeader segment, long size) {
        this(file, (offset, length) -> true, segment, size);
    }

    /** As above; a record is whole only if all its bytes are {@code known}. */
    SegmentScan(Disk.File file, Known known, SegmentHeader segment, long size) {
        this.known = known;
        this.segment = segment;
        this.size = size;
        this.durable = segment.size();
        this.window = new FileWindow(file, size);
    }

    /** Hands every whole record up to the first fault to {@code visitor}, and returns the offset where they end. */
    long wholeRecords(Visitor visitor) throws IOException {
        return wholeRecords(segment.size(), visitor);
    }

    /** As {@link #wholeRecords(Visitor)}, beginning with the record at {@code from}. */
    long wholeRecords(long from, Visitor visitor) throws IOException {
        long at = from;
        while (at < size) {
            int record = recordSize(at, visitor);
            if (record == 0) {
                return at;
            }
            at += record;
        }
        return at;
    }

    /** So many bytes were durable when the last whole record was written, as it says. */
    long durable() {
        return durable;
    }

    /** Whether the last whole record was a mark: the log was closed in order and not written since. */
    boolean endsWithMark() {
        return endsWithMark;
    }

    /** Whether the last whole record was a seal: nothing belongs after it. */
    boolean endsWithSeal() {
        return endsWithSeal;
    }

    /** Whether the last fault is a whole record of a run that was not let in: no power cut leaves that. */
    boolean stoppedAtRun() {
        return stoppedAtRun;
    }

    /** Whether a later record proves that the byte at {@code offset} had been durable. */
    boolean wasDurable(long offset) throws IOException {
        for (long at = nextHeader(offset); at < size; at = nextHeader(at)) {
            if (headerAt(at).filter(header -> header.forced() > offset).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Where the first whole header of a record stands after {@code offset}; the segment's end if none does. */
    long nextHeader(long offset) throws IOException {
        long at = offset + 1;
        while (at <= size - RecordHeader.SIZE && headerAt(at).isEmpty()) {
            at++;
        }
        return at <= size - RecordHeader.SIZE ? at : size;
    }

    private Optional<RecordHeader> headerAt(long offset) throws IOException {
        return RecordHeader.decode(segment, offset, window.bytes(), window.load(offset, RecordHeader.SIZE));
    }

    /** Size of the record at {@code at}; 0 when it is not whole or its run does not belong there. */
    private int recordSize(long at, Visitor visitor) throws IOException {
        stoppedAtRun = false;
        if (endsWithSeal || size - at < RecordHeader.SIZE) {
            return 0;
        }
        RecordHeader header = headerAt(at).orElse(null);
        if (header == null || size - at - RecordHeader.SIZE < header.bodySize()) {
            return 0;
        }
        int recordSize = RecordHeader.SIZE + header.bodySize();
        int body = window.load(at, recordSize) + RecordHeader.SIZE;
        CRC32C crc = new CRC32C();
        crc.update(window.bytes(), body, header.bodySize());
        if ((int) crc.getValue() != header.bodyChecksum() || !known.test(at, recordSize)) {
            return 0;
        }
        boolean mark = header.bodySize() == 0;
        boolean seal = Segment.isSeal(window.bytes(), body, header.bodySize());
        if (!mark && !seal && !belongs(at, recordSize, body, visitor)) {
            return 0;
        }
        endsWithMark = mark;
        endsWithSeal = seal;
        durable = Math.max(durable, header.forced());
        return recordSize;
    }

    private boolean belongs(long at, int recordSize, int body, Visitor visitor) throws IOException {
        try {
            RunBody.Outline run = RunBody.outline(window.bytes(), body, recordSize - RecordHeader.SIZE);
            stoppedAtRun = !visitor.visit(run, at, recordSize);
            return !stoppedAtRun;
        } catch (IllegalArgumentException e) {
            return false; // whole by its checksum and yet no run: a fault like any other
        }
    }
}
