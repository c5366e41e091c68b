package echo.storage.file;

import echo.api.PartyKey;
import echo.storage.file.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Finds the marker of a segment whose header is gone, and the first record with it, in the records behind: one that is whole under some
 * marker, at its own offset and under the segment's number, shows it.
 *
 * <p>One thread.
 */
final class LostHeader {
    /*
     * What a peer chose can look like a record only where it is not inside of one, that is in the body of a record whose own header
     * is gone. So the marker counts under which more bytes are whole than one record can have, and the most. In a segment that has
     * not so many it is that of the last whole record: it is the first one that goes with the segment's header.
     */
    private final int number;
    private final PartyKey party;
    private final long size;
    private final FileWindow window;
    private final TreeMap<Long, Long> wholeBytes = new TreeMap<>();
    private Optional<Long> lastMarker = Optional.empty();

    private LostHeader(Disk.File file, int number, PartyKey party) throws IOException {
        this.number = number;
        this.party = party;
        this.size = file.size();
        this.window = new FileWindow(file, size);
    }

    /** The header of segment {@code number} as its records show it; nothing if none of them is whole. */
    static Optional<SegmentHeader> find(Disk.File file, int number, PartyKey party) throws IOException {
        LostHeader search = new LostHeader(file, number, party);
        search.all();
        return search.wholeBytes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(most -> most.getValue() > RecordHeader.SIZE + RunBody.MAX_SIZE)
                .map(Map.Entry::getKey)
                .or(() -> search.lastMarker)
                .map(search::under);
    }

    private SegmentHeader under(long marker) {
        return SegmentHeader.rewritten(number, number, party, marker); // or it was not: nothing tells any more
    }

    private void all() throws IOException {
        for (long at = 0; at <= size - RecordHeader.SIZE; ) {
            int found = wholeRecord(at);
            at += Math.max(1, found);
        }
    }

    /** Size of the whole record at {@code offset}; 0 if there is none. */
    private int wholeRecord(long offset) throws IOException {
        int index = window.load(offset, RecordHeader.SIZE);
        ByteBuffer bytes = ByteBuffer.wrap(window.bytes());
        int bodySize = bytes.getInt(index + Long.BYTES);
        if (bodySize < 0 || bodySize > RunBody.MAX_SIZE || offset + RecordHeader.SIZE + bodySize > size) {
            return 0;
        }
        long marker = bytes.getLong(index);
        Optional<RecordHeader> header = RecordHeader.decode(under(marker), offset, window.bytes(), index);
        if (header.isEmpty()) {
            return 0;
        }
        int recordSize = RecordHeader.SIZE + bodySize;
        CRC32C crc = new CRC32C();
        crc.update(window.bytes(), window.load(offset, recordSize) + RecordHeader.SIZE, bodySize);
        if ((int) crc.getValue() != header.get().bodyChecksum()) {
            return 0;
        }
        wholeBytes.merge(marker, (long) recordSize, Long::sum);
        lastMarker = Optional.of(marker);
        return recordSize;
    }
}
