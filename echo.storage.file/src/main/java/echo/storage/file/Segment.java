package echo.storage.file;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Run;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** One file of the log: writes records at its end and reads them back. The layout is in {@code docs/format.md}. */
final class Segment implements Closeable {
    /** Body of the record that ends a segment for good. */
    static final Bytes SEAL = Bytes.utf8("SEAL");

    private static final int COPY_BYTES = 1 << 16;

    private final Disk.File file;
    private final SegmentHeader header;
    private final String where;
    private long size;
    private long forced;
    private boolean marked;
    private boolean sealed;

    private Segment(Disk.File file, SegmentHeader header, String where) throws IOException {
        this.file = file;
        this.header = header;
        this.where = where;
        this.size = file.size();
    }

    /** Makes a segment without records; it is there when this returns, durably. */
    static void create(Disk disk, DiskPath path, SegmentHeader header) throws IOException {
        disk.writeWhole(path, file -> file.append(header.encode().toByteArray()));
    }

    /** Begins a segment in a file that is not there and not in force, under a name that is not its own. */
    static Segment begin(Disk disk, DiskPath path, SegmentHeader header) throws IOException {
        Disk.File file = disk.open(path);
        try {
            file.append(header.encode().toByteArray());
            return new Segment(file, header, disk.locate(path));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Opens a segment.
     *
     * @throws EchoException of kind {@code CORRUPT} if its header is not one
     */
    static Segment open(Disk disk, DiskPath path) throws IOException {
        Disk.File file = disk.open(path);
        try {
            byte[] start = new byte[(int) Math.min(SegmentHeader.MOST_BYTES + RecordHeader.SIZE, file.size())];
            file.read(0, start, start.length);
            String where = disk.locate(path);
            return new Segment(file, SegmentHeader.decode(start, where), where);
        } catch (IOException | EchoException e) {
            file.close();
            throw e;
        }
    }

    SegmentHeader header() {
        return header;
    }

    String where() {
        return where;
    }

    SegmentScan scan() throws IOException {
        return new SegmentScan(file, header, file.size());
    }

    long size() {
        return size;
    }

    /** Whether it ends with a seal: it is complete, and what follows stands in the next. */
    boolean isSealed() {
        return sealed;
    }

    boolean hasRecords() {
        return size > header.size();
    }

    /**
     * Makes durable what opening found, so that later records may say so. What no record says to be durable is written once
     * more: a force may have failed that should have written it.
     */
    void resume(SegmentScan found) throws IOException {
        file.rewrite(found.durable());
        force();
        sealed = found.endsWithSeal();
        marked = sealed || found.endsWithMark();
    }

    /** Writes {@code run} at the end, and returns the offset of its record. */
    long append(Run run) throws IOException {
        byte[] record = new byte[recordSize(run)];
        RunBody.encode(run, record, RecordHeader.SIZE);
        return append(record);
    }

    /** Size of the record that holds {@code run}, in bytes. */
    static int recordSize(Run run) {
        return RecordHeader.SIZE + RunBody.size(run);
    }

    /** Ends the log with a record that says how far it was forced, if the last one does not. */
    void mark() throws IOException {
        if (!marked && forced == size && hasRecords()) {
            append(new byte[RecordHeader.SIZE]);
            marked = true;
        }
    }

    /** Forces all that was appended and ends the segment with a seal, durably, unless that was done. */
    void seal() throws IOException {
        if (!sealed) {
            force();
            byte[] record = new byte[RecordHeader.SIZE + SEAL.size()];
            SEAL.copyTo(record, RecordHeader.SIZE);
            append(record);
            force();
            marked = true;
            sealed = true;
        }
    }

    /** Whether the {@code size} bytes from {@code offset} on are the body of a seal. */
    static boolean isSeal(byte[] bytes, int offset, int size) {
        return size == SEAL.size()
                && Bytes.owning(Arrays.copyOfRange(bytes, offset, offset + size))
                        .equals(SEAL);
    }

    private long append(byte[] record) throws IOException {
        int bodySize = record.length - RecordHeader.SIZE;
        CRC32C crc = new CRC32C();
        crc.update(record, RecordHeader.SIZE, bodySize);
        new RecordHeader(bodySize, (int) crc.getValue(), forced).encode(header, size, record);
        file.append(record);
        long offset = size;
        size += record.length;
        marked = false;
        return offset;
    }

    /**
     * Reads the run whose record has {@code recordSize} bytes at {@code offset}.
     *
     * @throws EchoException of kind {@code CORRUPT} if the bytes there are not what was written
     */
    Run read(long offset, int recordSize) throws IOException {
        byte[] record = new byte[recordSize];
        try {
            file.read(offset, record, recordSize);
            int bodySize = recordSize - RecordHeader.SIZE;
            CRC32C crc = new CRC32C();
            crc.update(record, RecordHeader.SIZE, bodySize);
            boolean whole = RecordHeader.decode(header, offset, record, 0)
                    .filter(found -> found.bodySize() == bodySize && found.bodyChecksum() == (int) crc.getValue())
                    .isPresent();
            if (whole) {
                return RunBody.decode(record, RecordHeader.SIZE, bodySize);
            }
        } catch (EOFException | IllegalArgumentException e) {
            throw new EchoException(Kind.CORRUPT, damage(offset), e);
        }
        throw new EchoException(Kind.CORRUPT, damage(offset));
    }

    private String damage(long offset) {
        return where + " is damaged at offset " + offset + " since it was opened; stop the node and check the disk";
    }

    void force() throws IOException {
        file.force();
        forced = size;
    }

    /** Cuts everything from {@code end} on, after writing it to {@code torn}. */
    void cut(Disk disk, DiskPath torn, long end) throws IOException {
        disk.writeWhole(torn, copy -> copy(file, end, size, copy));
        file.truncate(end);
        size = end;
    }

    /** Appends the bytes of {@code source} from {@code from} to {@code end} to {@code target}. */
    static void copy(Disk.File source, long from, long end, Disk.File target) throws IOException {
        byte[] bytes = new byte[COPY_BYTES];
        for (long at = from; at < end; at += bytes.length) {
            byte[] part = end - at < bytes.length ? new byte[(int) (end - at)] : bytes;
            source.read(at, part, part.length);
            target.append(part);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
