package echo.storage.file;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.zip.CRC32C;

/**
 * The index of a sealed segment, open for reading: a summary of each feed, and behind all summaries the pages of the feeds'
 * tables. The layout is in {@code docs/format.md}.
 */
final class IndexFile implements Closeable {
    private static final long MAGIC = Bytes.utf8("ECHOINDX").longAt(0);
    private static final int VERSION = 1;
    private static final int HEADER = 36;
    private static final int SUMMARY = FeedKey.SIZE + Hash.SIZE + Signature.SIZE + 3 * Long.BYTES + Integer.BYTES;

    /**
     * One feed in one segment.
     *
     * @param head at its end there
     * @param first index of its first block there
     * @param runs their number
     * @param position of its table in the index, in bytes
     */
    record Summary(Head head, long first, int runs, long position) {}

    private final Disk.File file;
    private final SegmentHeader segment;

    IndexFile(Disk.File file, SegmentHeader segment) {
        this.file = file;
        this.segment = segment;
    }

    /**
     * Writes an index, whole.
     *
     * @param length of the segment that it is for, in bytes
     */
    static List<Summary> write(
            Disk disk, DiskPath path, SegmentHeader segment, long length, SortedMap<FeedKey, MemoryTable> tables)
            throws IOException {
        List<Summary> summaries = new ArrayList<>(tables.size());
        long position = HEADER + (long) SUMMARY * tables.size() + Integer.BYTES;
        for (MemoryTable table : tables.values()) {
            summaries.add(new Summary(table.head(), table.first(), table.runs(), position));
            position += IndexPage.sizeOfAll(table.runs());
        }
        disk.writeWhole(path, file -> {
            file.append(encode(segment, length, summaries));
            for (MemoryTable table : tables.values()) {
                for (int from = 0; from < table.runs(); from += IndexPage.RUNS) {
                    file.append(IndexPage.encode(table, from, segment, file.size()));
                }
            }
        });
        return summaries;
    }

    private static byte[] encode(SegmentHeader segment, long length, List<Summary> summaries) {
        ByteBuffer buffer = ByteBuffer.allocate(HEADER + SUMMARY * summaries.size() + Integer.BYTES);
        buffer.putLong(MAGIC).putInt(VERSION).putInt(segment.number()).putLong(segment.marker());
        buffer.putLong(length).putInt(summaries.size());
        for (Summary summary : summaries) {
            Head head = summary.head();
            buffer.put(head.feed().bytes().toByteArray()).putLong(summary.first());
            buffer.putLong(head.extent().length());
            buffer.put(head.extent().link().bytes().toByteArray());
            buffer.put(head.signature().bytes().toByteArray());
            buffer.putInt(summary.runs()).putLong(summary.position());
        }
        return buffer.putInt(checksum(buffer.array())).array();
    }

    /**
     * The summaries, in the order of the feeds' keys; nothing if they are not what was written for the segment as it is now.
     *
     * @param length of the segment, in bytes
     */
    Optional<List<Summary>> summaries(long length) throws IOException {
        long size = file.size();
        if (size < HEADER + Integer.BYTES) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(read(HEADER));
        boolean fits = header.getLong() == MAGIC
                && header.getInt() == VERSION
                && header.getInt() == segment.number()
                && header.getLong() == segment.marker()
                && header.getLong() == length;
        int feeds = header.getInt();
        if (!fits || feeds < 0 || feeds > (size - HEADER - Integer.BYTES) / SUMMARY) {
            return Optional.empty();
        }
        byte[] bytes = read(HEADER + SUMMARY * feeds + Integer.BYTES);
        ByteBuffer whole = ByteBuffer.wrap(bytes);
        if (whole.getInt(bytes.length - Integer.BYTES) != checksum(bytes)) {
            return Optional.empty();
        }
        whole.position(HEADER);
        List<Summary> summaries = new ArrayList<>(feeds);
        for (int i = 0; i < feeds; i++) {
            summaries.add(decode(whole));
        }
        return Optional.of(summaries);
    }

    private byte[] read(int length) throws IOException {
        byte[] bytes = new byte[length];
        file.read(0, bytes, length);
        return bytes;
    }

    private static Summary decode(ByteBuffer buffer) {
        FeedKey feed = new FeedKey(take(buffer, FeedKey.SIZE));
        long first = buffer.getLong();
        Extent extent = new Extent(buffer.getLong(), new Hash(take(buffer, Hash.SIZE)));
        Signature signature = new Signature(take(buffer, Signature.SIZE));
        return new Summary(new Head(feed, extent, signature), first, buffer.getInt(), buffer.getLong());
    }

    private static Bytes take(ByteBuffer buffer, int size) {
        byte[] taken = new byte[size];
        buffer.get(taken);
        return Bytes.owning(taken);
    }

    /**
     * Reads the page of {@code runs} runs that stands at {@code position}.
     *
     * @throws IOException also if it is not what was written there
     */
    IndexPage page(long position, int runs) throws IOException {
        byte[] bytes = new byte[IndexPage.size(runs)];
        file.read(position, bytes, bytes.length);
        return IndexPage.decode(bytes, runs, segment, position);
    }

    private static int checksum(byte[] summaries) {
        CRC32C crc = new CRC32C();
        crc.update(summaries, 0, summaries.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
