package echo.storage.file;

import echo.api.EchoException;
import echo.api.PartyKey;
import echo.api.feed.Run;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads a segment, or what was taken out of the log, past its faults. Changes nothing. */
final class SegmentReader implements Closeable {
    /** Takes a fault: the bytes from {@code from} to {@code to} are no whole record. */
    @FunctionalInterface
    interface Faults {
        /**
         * Takes a fault.
         *
         * @param torn whether nothing shows that any byte from {@code from} on was ever durable, whatever follows
         * @return whether to read on behind it
         */
        boolean fault(long from, long to, boolean torn) throws IOException;
    }

    private final PartlyReadable file;
    private final boolean headerIsWhole;
    private final Optional<SegmentHeader> header;
    private long limit = Long.MAX_VALUE;

    private SegmentReader(PartlyReadable file, boolean headerIsWhole, Optional<SegmentHeader> header) {
        this.file = file;
        this.headerIsWhole = headerIsWhole;
        this.header = header;
    }

    /**
     * Opens {@code path}, which is or was segment {@code number} of {@code party}.
     *
     * @throws EchoException of kind {@code CORRUPT} if it is undamaged and yet something else
     */
    static SegmentReader open(Disk disk, DiskPath path, int number, PartyKey party) throws IOException {
        PartlyReadable file = new PartlyReadable(disk.openToRead(path));
        try {
            return open(file, disk.locate(path), number, party);
        } catch (IOException | EchoException e) {
            file.close();
            throw e;
        }
    }

    private static SegmentReader open(PartlyReadable file, String where, int number, PartyKey party)
            throws IOException {
        byte[] start = new byte[(int) Math.min(SegmentHeader.MOST_BYTES + RecordHeader.SIZE, file.size())];
        file.read(0, start, start.length);
        Optional<SegmentHeader> written = SegmentHeader.find(start)
                .filter(header -> header.number() == number && header.party().equals(party));
        if (written.isPresent() && file.hasReadAll()) {
            return new SegmentReader(file, true, written);
        }
        SegmentHeader.requireKnown(start, where);
        if (SegmentHeader.isWhole(start) && file.hasReadAll()) {
            throw new EchoException(
                    EchoException.Kind.CORRUPT,
                    where + " is whole, but it is of another party or another place: nothing was changed; put it back"
                            + " where it belongs");
        }
        Optional<SegmentHeader> guess = SegmentHeader.guess(start, number, party);
        return new SegmentReader(file, false, guess.isPresent() ? guess : LostHeader.find(file, number, party));
    }

    /** Lets only the first {@code bytes} bytes count: what follows is being written. */
    void limit(long bytes) {
        limit = bytes;
    }

    /** Whether the file begins as that segment does. */
    boolean headerIsWhole() {
        return headerIsWhole;
    }

    /** Whether the file says that it was rewritten, and so that the log was trimmed. */
    boolean isRewritten() {
        return headerIsWhole && header.filter(found -> found.version() == 2).isPresent();
    }

    /** Number of the first segment that this one stands for: {@code least}, if it may have been rewritten and its header is damaged. */
    int first(int number, int least) {
        return header.map(found -> headerIsWhole || found.version() == 1 ? found.first() : least)
                .orElse(number);
    }

    /** Whether all bytes that were asked for could be read. */
    boolean hasReadAll() {
        return file.hasReadAll();
    }

    /** What of the bytes from {@code from} to {@code to} cannot be read, for people; empty if all can. */
    String unreadable(long from, long to) {
        return file.unreadable(from, to);
    }

    /** How many bytes count. */
    long size() throws IOException {
        return Math.min(file.size(), limit);
    }

    /** Hands over every whole record, and every fault; returns whether the last whole record was a seal. */
    boolean read(SegmentScan.Visitor runs, Faults faults) throws IOException {
        long size = size();
        if (header.isEmpty()) {
            faults.fault(0, size, false);
            return false;
        }
        SegmentScan scan = new SegmentScan(file, file::hasRead, header.get(), size);
        boolean on = true;
        for (long at = header.get().size(); on && at < size; ) {
            long end = scan.wholeRecords(at, runs);
            at = end;
            if (end < size) {
                at = scan.nextHeader(end);
                boolean torn = !scan.wasDurable(end) && file.hasRead(end, size - end);
                on = faults.fault(end, at, torn);
            }
        }
        return scan.endsWithSeal();
    }

    /** The run whose record, a whole one, has {@code size} bytes at {@code offset}. */
    Run run(long offset, int size) throws IOException {
        byte[] record = new byte[size];
        file.read(offset, record, size);
        return RunBody.decode(record, RecordHeader.SIZE, size - RecordHeader.SIZE);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
