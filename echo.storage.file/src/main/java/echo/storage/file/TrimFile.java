package echo.storage.file;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.storage.file.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The file that says where feeds begin once their log was trimmed. The layout is in {@code docs/format.md}. */
final class TrimFile {
    private static final long MAGIC = Bytes.utf8("ECHOTRIM").longAt(0);
    private static final int VERSION = 1;
    private static final int HEADER = Long.BYTES + 2 * Integer.BYTES + PartyKey.SIZE;
    private static final int START = FeedKey.SIZE + Long.BYTES + Hash.SIZE + Signature.SIZE;

    /** Bytes of a file for as many feeds as a party can have, and more: what is larger is none. */
    private static final int MOST_BYTES = 1 << 24;

    private TrimFile() {}

    /** Writes the heads at which feeds begin, in the order of the feeds' keys: in force, durably, when this returns. */
    static void write(LogFolder folder, List<Head> starts) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + START * starts.size() + Integer.BYTES);
        buffer.putLong(MAGIC).putInt(VERSION);
        buffer.put(folder.party().bytes().toByteArray()).putInt(starts.size());
        for (Head start : starts) {
            buffer.put(start.feed().bytes().toByteArray());
            buffer.putLong(start.extent().length());
            buffer.put(start.extent().link().bytes().toByteArray());
            buffer.put(start.signature().bytes().toByteArray());
        }
        buffer.putInt(checksum(buffer.array()));
        folder.disk().writeWhole(folder.trim(), file -> file.append(buffer.array()));
    }

    /**
     * The heads at which feeds begin; none if the log was never trimmed.
     *
     * @throws EchoException of kind {@code CORRUPT} if the file is not as it was written
     */
    static List<Head> read(LogFolder folder) throws IOException {
        if (!folder.disk().exists(folder.trim())) {
            return List.of();
        }
        String where = folder.disk().locate(folder.trim());
        try (Disk.File file = folder.disk().openToRead(folder.trim())) {
            long size = file.size();
            if (size > MOST_BYTES) {
                throw damaged(where, "has " + size + " bytes");
            }
            byte[] bytes = new byte[(int) size];
            file.read(0, bytes, bytes.length);
            return decode(bytes, folder.party(), where);
        }
    }

    private static List<Head> decode(byte[] bytes, PartyKey party, String where) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER + Integer.BYTES || buffer.getLong() != MAGIC) {
            throw damaged(where, "does not begin as it should");
        }
        int version = buffer.getInt();
        if (buffer.getInt(bytes.length - Integer.BYTES) != checksum(bytes)) {
            throw damaged(where, "fails its checksum");
        }
        if (version != VERSION) {
            throw damaged(where, "has format version " + version + ", this node knows version " + VERSION);
        }
        PartyKey owner = new PartyKey(take(buffer, PartyKey.SIZE));
        int feeds = buffer.getInt();
        if (!owner.equals(party) || bytes.length != HEADER + (long) START * feeds + Integer.BYTES) {
            throw damaged(where, "is of party " + owner + ", for " + feeds + " feeds in " + bytes.length + " bytes");
        }
        List<Head> starts = new ArrayList<>(feeds);
        for (int i = 0; i < feeds; i++) {
            FeedKey feed = new FeedKey(take(buffer, FeedKey.SIZE));
            Extent extent = new Extent(buffer.getLong(), new Hash(take(buffer, Hash.SIZE)));
            starts.add(new Head(feed, extent, new Signature(take(buffer, Signature.SIZE))));
        }
        return starts;
    }

    private static Bytes take(ByteBuffer buffer, int size) {
        byte[] taken = new byte[size];
        buffer.get(taken);
        return Bytes.owning(taken);
    }

    private static EchoException damaged(String where, String reason) {
        return new EchoException(
                Kind.CORRUPT,
                where + " " + reason
                        + "; it says where trimmed feeds begin, and without it nothing tells what is missing from"
                        + " what was trimmed: nothing was changed; restore the party's folder from a backup");
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
