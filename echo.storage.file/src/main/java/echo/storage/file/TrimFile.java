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
import java.util.Optional;
import java.util.zip.CRC32C;

/** The file that says where feeds begin once their log was trimmed. The layout is in {@code docs/format.md}. */
final class TrimFile {
    private static final long MAGIC = Bytes.utf8("ECHOTRIM").longAt(0);
    private static final int VERSION = 1;
    private static final int HEADER = Long.BYTES + 2 * Integer.BYTES + PartyKey.SIZE;
    private static final int START = FeedKey.SIZE + Long.BYTES + Hash.SIZE + Signature.SIZE;

    /** Bytes of a file for as many feeds as a party can have, and more: what is larger is none. */
    private static final int MOST_BYTES = 1 << 24;

    /** Bytes of a file in which a wrong bit is looked for: that of about a hundred feeds. */
    private static final int MOST_BYTES_MENDED = 1 << 14;

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
            Found found = find(file, folder.party(), where);
            found.damage().ifPresent(damage -> {
                throw damaged(where, damage);
            });
            return found.starts();
        }
    }

    /**
     * What a file says that may be damaged.
     *
     * @param starts the heads at which feeds begin; or, where that is not certain, whatever stands in their places
     * @param damage what is wrong with the file, if something is
     * @param isCertain whether {@code starts} are what was written: there is no damage, or it is of one bit, which the checksum names
     */
    record Found(List<Head> starts, Optional<String> damage, boolean isCertain) {
        /** What a file says that is not there. */
        static Found nothing(String damage) {
            return new Found(List.of(), Optional.of(damage), false);
        }
    }

    /**
     * Reads the file, which is there, past its damage.
     *
     * @throws EchoException of kind {@code CORRUPT} if it is undamaged and yet of another version or party
     */
    static Found find(LogFolder folder) throws IOException {
        String where = folder.disk().locate(folder.trim());
        try (PartlyReadable file = new PartlyReadable(folder.disk().openToRead(folder.trim()))) {
            Found found = find(file, folder.party(), where);
            String unreadable = file.unreadable(0, Long.MAX_VALUE);
            return unreadable.isEmpty()
                    ? found
                    : new Found(found.starts(), Optional.of("is damaged: the disk cannot read " + unreadable), false);
        }
    }

    private static Found find(Disk.File file, PartyKey party, String where) throws IOException {
        long size = file.size();
        if (size > MOST_BYTES) {
            return Found.nothing("has " + size + " bytes");
        }
        byte[] bytes = new byte[(int) size];
        file.read(0, bytes, bytes.length);
        Optional<String> damage = damage(bytes, party, where);
        boolean certain = damage.isEmpty()
                || (turnOneBit(bytes) && damage(bytes, party, where).isEmpty());
        return new Found(starts(bytes), damage, certain);
    }

    /**
     * Turns the bit that is wrong, if it is one: CRC32C tells two bits from one at such lengths. For long files that takes too long.
     *
     * @return whether the checksum holds now; else nothing is changed
     */
    private static boolean turnOneBit(byte[] bytes) {
        if (bytes.length > MOST_BYTES_MENDED || bytes.length < HEADER + Integer.BYTES) {
            return false;
        }
        for (int bit = 0; bit < Byte.SIZE * bytes.length; bit++) {
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            if (ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES) == checksum(bytes)) {
                return true;
            }
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
        return false;
    }

    private static Optional<String> damage(byte[] bytes, PartyKey party, String where) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER + Integer.BYTES || buffer.getLong() != MAGIC) {
            return Optional.of("does not begin as it should");
        }
        int version = buffer.getInt();
        if (buffer.getInt(bytes.length - Integer.BYTES) != checksum(bytes)) {
            return Optional.of("fails its checksum");
        }
        if (version != VERSION) {
            throw damaged(where, "has format version " + version + ", this node knows version " + VERSION);
        }
        PartyKey owner = new PartyKey(take(buffer, PartyKey.SIZE));
        int feeds = buffer.getInt();
        if (!owner.equals(party) || bytes.length != HEADER + (long) START * feeds + Integer.BYTES) {
            throw damaged(where, "is of party " + owner + ", for " + feeds + " feeds in " + bytes.length + " bytes");
        }
        return Optional.empty();
    }

    /** What stands in the places of heads, as many as the file has room for. */
    private static List<Head> starts(byte[] bytes) {
        List<Head> starts = new ArrayList<>();
        for (int at = HEADER; at + START <= bytes.length - Integer.BYTES; at += START) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes).position(at);
            FeedKey feed = new FeedKey(take(buffer, FeedKey.SIZE));
            long length = buffer.getLong();
            Hash link = new Hash(take(buffer, Hash.SIZE));
            Signature signature = new Signature(take(buffer, Signature.SIZE));
            if (length > 0) {
                starts.add(new Head(feed, new Extent(length, link), signature));
            }
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
                        + "; it says where trimmed feeds begin; nothing was changed: stop the node and run echodb fsck,"
                        + " which can find that out from the feeds, or restore the party's folder from a backup");
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
