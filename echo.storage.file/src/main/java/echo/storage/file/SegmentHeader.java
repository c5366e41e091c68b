package echo.storage.file;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.PartyKey;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first {@value #SIZE} bytes of a segment.
 *
 * @param number of the segment in its log, from 0
 * @param party whose feeds it holds
 * @param marker with which each of its records begins; drawn at random, so that no payload can look like a record
 */
record SegmentHeader(int number, PartyKey party, long marker) {
    static final int SIZE = 60;
    static final int VERSION = 1;
    private static final byte[] MAGIC = Bytes.utf8("ECHOFEED").toByteArray();
    private static final int CRC = SIZE - Integer.BYTES;

    Bytes encode() {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE);
        buffer.put(MAGIC).putInt(VERSION).putInt(number);
        buffer.put(party.bytes().toByteArray()).putLong(marker);
        buffer.putInt(checksum(buffer.array()));
        return Bytes.owning(buffer.array());
    }

    /**
     * Reads a header.
     *
     * @param where the file, for people
     * @throws EchoException of kind {@code CORRUPT} if these bytes are no header
     */
    static SegmentHeader decode(byte[] bytes, String where) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] magic = new byte[MAGIC.length];
        buffer.get(magic);
        if (!Bytes.owning(magic).equals(Bytes.owning(MAGIC))) {
            throw unreadable(where, "does not begin as a feed log");
        }
        int version = buffer.getInt();
        if (buffer.getInt(CRC) != checksum(bytes)) {
            throw unreadable(where, "has a header that fails its checksum at offset 0");
        }
        if (version != VERSION) {
            throw unreadable(where, "has format version " + version + ", this node knows version " + VERSION);
        }
        int number = buffer.getInt();
        byte[] party = new byte[PartyKey.SIZE];
        buffer.get(party);
        return new SegmentHeader(number, new PartyKey(Bytes.owning(party)), buffer.getLong());
    }

    /** Whether {@code bytes} begin with a header as some version of ECHO wrote it. */
    static boolean isWhole(byte[] bytes) {
        return Bytes.copyOf(bytes).slice(0, MAGIC.length).equals(Bytes.owning(MAGIC))
                && ByteBuffer.wrap(bytes).getInt(CRC) == checksum(bytes);
    }

    static EchoException unreadable(String where, String reason) {
        return new EchoException(
                Kind.CORRUPT,
                where + " " + reason
                        + "; nothing was changed: stop the node and run echodb fsck, which says what is lost and can"
                        + " repair, or restore the file from a backup");
    }

    private static int checksum(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, CRC);
        return (int) crc.getValue();
    }
}
