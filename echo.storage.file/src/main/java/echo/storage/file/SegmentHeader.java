package echo.storage.file;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.PartyKey;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How a segment begins.
 *
 * @param version 1 as it was made; 2 once it was rewritten, without runs that were trimmed
 * @param first number of the first segment that it stands for; its own in version 1
 * @param number of the segment in its log, from 0: the last that it stands for
 * @param party whose feeds it holds
 * @param marker with which each of its records begins; drawn at random, so that no payload can look like a record
 */
record SegmentHeader(int version, int first, int number, PartyKey party, long marker) {
    /** Bytes of a header of the largest version. */
    static final int MOST_BYTES = 64;

    private static final byte[] MAGIC = Bytes.utf8("ECHOFEED").toByteArray();

    /** Where the marker stands, in every version. */
    private static final int MARKER = 48;

    /** The header of a new segment. */
    static SegmentHeader made(int number, PartyKey party, long marker) {
        return new SegmentHeader(1, number, number, party, marker);
    }

    /** The header of a segment that takes the place of {@code first} to {@code last}. */
    static SegmentHeader rewritten(int first, int last, PartyKey party, long marker) {
        return new SegmentHeader(2, first, last, party, marker);
    }

    /** Its size in bytes, and so where the first record stands. */
    int size() {
        return size(version);
    }

    private static int size(int version) {
        return MARKER + Long.BYTES + (version == 2 ? Integer.BYTES : 0) + Integer.BYTES;
    }

    Bytes encode() {
        ByteBuffer buffer = ByteBuffer.allocate(size());
        buffer.put(MAGIC).putInt(version).putInt(number);
        buffer.put(party.bytes().toByteArray()).putLong(marker);
        if (version == 2) {
            buffer.putInt(first);
        }
        buffer.putInt(checksum(buffer.array(), size()));
        return Bytes.owning(buffer.array());
    }

    /**
     * Reads a header.
     *
     * @param bytes the file's first ones, {@link #MOST_BYTES} and some more, or fewer if it has not so many
     * @param where the file, for people
     * @throws EchoException of kind {@code CORRUPT} if these bytes are no header
     */
    static SegmentHeader decode(byte[] bytes, String where) {
        if (bytes.length < size(1)) {
            throw unreadable(where, "ends within its header at offset " + bytes.length);
        }
        if (!Bytes.copyOf(bytes).slice(0, MAGIC.length).equals(Bytes.owning(MAGIC))) {
            throw unreadable(where, "does not begin as a feed log");
        }
        requireKnown(bytes, where);
        if (!isWhole(bytes)) {
            throw unreadable(where, "has a header that fails its checksum at offset 0");
        }
        return known(bytes)
                .orElseThrow(() -> unreadable(
                        where, "has format version " + version(bytes) + ", this node knows versions 1 and 2"));
    }

    /**
     * Requires that {@code bytes} do not begin with a whole header of a later version: with the magic, a greater version, and
     * anywhere behind its first fields the checksum of all before.
     *
     * @throws EchoException of kind {@code CORRUPT} if they do
     */
    static void requireKnown(byte[] bytes, String where) {
        if (bytes.length < size(1)
                || version(bytes) <= 2
                || !Bytes.copyOf(bytes).slice(0, MAGIC.length).equals(Bytes.owning(MAGIC))) {
            return;
        }
        for (int size = size(1); size <= bytes.length; size += Integer.BYTES) {
            if (ByteBuffer.wrap(bytes).getInt(size - Integer.BYTES) == checksum(bytes, size)) {
                throw new EchoException(
                        Kind.CORRUPT,
                        where + " was written by a newer version of ECHO: it has format version " + version(bytes)
                                + ", this node knows versions 1 and 2; nothing was changed: use the version that wrote it");
            }
        }
    }

    /** Whether {@code bytes} begin with a header as some version of ECHO wrote it. */
    static boolean isWhole(byte[] bytes) {
        if (bytes.length < size(1)) {
            return false;
        }
        int size = size(version(bytes));
        return bytes.length >= size
                && Bytes.copyOf(bytes).slice(0, MAGIC.length).equals(Bytes.owning(MAGIC))
                && ByteBuffer.wrap(bytes).getInt(size - Integer.BYTES) == checksum(bytes, size);
    }

    /** The header that {@code bytes}, which begin with a whole one, begin with; nothing if it is of none that is known. */
    private static Optional<SegmentHeader> known(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).position(MAGIC.length);
        int version = buffer.getInt();
        int number = buffer.getInt();
        byte[] key = new byte[PartyKey.SIZE];
        buffer.get(key);
        PartyKey party = new PartyKey(Bytes.owning(key));
        long marker = buffer.getLong();
        return switch (version) {
            case 1 -> Optional.of(made(number, party, marker));
            case 2 ->
                Optional.of(rewritten(buffer.getInt(), number, party, marker))
                        .filter(header -> header.first >= 0 && header.first <= number);
            default -> Optional.empty();
        };
    }

    /** The header that {@code bytes} begin with, if one does that is whole and of a version that is known. */
    static Optional<SegmentHeader> find(byte[] bytes) {
        return isWhole(bytes) ? known(bytes) : Optional.empty();
    }

    /**
     * The header of segment {@code number}, of which {@code bytes} are the first ones: damaged, but for the record behind it, which
     * begins with the marker too. If it is whole under this number, so are the others.
     */
    static Optional<SegmentHeader> guess(byte[] bytes, int number, PartyKey party) {
        for (int version = 1; version <= 2; version++) {
            int size = size(version);
            if (bytes.length >= size + RecordHeader.SIZE) {
                long marker = ByteBuffer.wrap(bytes).getLong(size);
                SegmentHeader guess = new SegmentHeader(version, number, number, party, marker);
                if (RecordHeader.decode(guess, size, bytes, size).isPresent()) {
                    return Optional.of(guess);
                }
            }
        }
        return Optional.empty();
    }

    static EchoException unreadable(String where, String reason) {
        return new EchoException(
                Kind.CORRUPT,
                where + " " + reason
                        + "; nothing was changed: stop the node and run echodb fsck, which says what is lost and can"
                        + " repair, or restore the file from a backup");
    }

    private static int version(byte[] header) {
        return ByteBuffer.wrap(header).getInt(MAGIC.length);
    }

    private static int checksum(byte[] header, int size) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, size - Integer.BYTES);
        return (int) crc.getValue();
    }
}
