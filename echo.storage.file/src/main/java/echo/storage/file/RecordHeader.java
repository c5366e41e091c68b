package echo.storage.file;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The {@value #SIZE} bytes before each record's body.
 *
 * @param bodySize bytes that follow; 0 for a mark
 * @param bodyChecksum CRC32C of them
 * @param forced so many bytes of the segment were durable when the record was written
 */
record RecordHeader(int bodySize, int bodyChecksum, long forced) {
    static final int SIZE = 28;
    private static final int CHECKED = SIZE - Integer.BYTES;

    /** Writes the header of a record at {@code offset} of {@code segment} to the start of {@code record}. */
    void encode(SegmentHeader segment, long offset, byte[] record) {
        ByteBuffer.wrap(record, 0, SIZE)
                .putLong(segment.marker())
                .putInt(bodySize)
                .putInt(bodyChecksum)
                .putLong(forced)
                .putInt(checksum(segment, offset, record, 0));
    }

    /** The header that stands at {@code index} of {@code bytes} and at {@code offset} of {@code segment}, if one does. */
    static Optional<RecordHeader> decode(SegmentHeader segment, long offset, byte[] bytes, int index) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, index, SIZE);
        if (buffer.getLong() != segment.marker()) {
            return Optional.empty();
        }
        RecordHeader header = new RecordHeader(buffer.getInt(), buffer.getInt(), buffer.getLong());
        boolean whole = buffer.getInt() == checksum(segment, offset, bytes, index)
                && header.forced >= 0
                && header.forced <= offset
                && header.bodySize >= 0
                && header.bodySize <= RunBody.MAX_SIZE;
        return whole ? Optional.of(header) : Optional.empty();
    }

    private static int checksum(SegmentHeader segment, long offset, byte[] bytes, int index) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(segment.number())
                .putLong(offset)
                .flip());
        crc.update(bytes, index, CHECKED);
        return (int) crc.getValue();
    }
}
