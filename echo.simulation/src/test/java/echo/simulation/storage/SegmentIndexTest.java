package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.simulation.contract.SampleFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * An index is a cache: whatever becomes of it, what is read is what the log holds, and afterwards the index is as it was (P3).
 *
 * <pre>
 *   00000000   a a b a    sealed
 *   00000001   b a c b    sealed
 *   00000002   a          the newest
 * </pre>
 */
class SegmentIndexTest {
    private static final int SEGMENT_BYTES = 900;
    private static final int SEALED = 2;

    private final SampleFeed[] feeds = {new SampleFeed(1), new SampleFeed(2), new SampleFeed(3)};
    private final MemoryDisk disk = new MemoryDisk();
    private final PartyLog log = new PartyLog(SEGMENT_BYTES);
    private final byte[][] indexes = new byte[SEALED][];

    SegmentIndexTest() throws IOException {
        try (FeedStore store = log.open(disk)) {
            for (char letter : "aababacba".toCharArray()) {
                store.append(feeds[letter - 'a'].next(2, 20));
                store.force();
            }
        }
        for (int i = 0; i < SEALED; i++) {
            indexes[i] = disk.content(PartyLog.index(i));
        }
        assertFalse(disk.exists(PartyLog.index(SEALED)));
        assertTrue(disk.exists(PartyLog.log(SEALED)));
    }

    @Test
    void withTheirIndexesSealedSegmentsAreNotScanned() throws IOException {
        disk.flip(PartyLog.LOG, 70, 1); // a scan would find it

        try (FeedStore store = log.open(disk)) {
            assertEquals(feeds[0].head(10), store.head(feeds[0].key()).orElseThrow());
            assertEquals(
                    2, store.read(feeds[2].key(), 0, 1).orElseThrow().payloads().size());
        }
        assertEquals(List.of(), log.notices());
    }

    @Test
    void everyFlippedBitOfAnIndexIsFoundAndTheIndexIsMadeAnew() throws IOException {
        for (int segment = 0; segment < SEALED; segment++) {
            for (int bit = 0; bit < 8 * indexes[segment].length; bit++) {
                MemoryDisk copy = disk.image(Survival.ALL);
                copy.flip(PartyLog.index(segment), bit / 8, 1 << bit % 8);
                readsAsWritten(copy, "bit " + bit + " of index " + segment);
            }
        }
        assertEquals(8 * (indexes[0].length + indexes[1].length), log.notices().size(), "each is told");
    }

    @Test
    void everyFlippedByteOfAnIndexUnderAnOpenStoreIsFoundAndTheIndexIsMadeAnew() throws IOException {
        for (int segment = 0; segment < SEALED; segment++) {
            for (int at = summaries(segment); at < indexes[segment].length; at++) {
                MemoryDisk copy = disk.image(Survival.ALL);
                try (FeedStore store = log.open(copy)) {
                    copy.flip(PartyLog.index(segment), at, 0xff);
                    readsAsWritten(store, "byte " + at + " of index " + segment);
                }
                assertIndexes(copy, "byte " + at + " of index " + segment);
            }
        }
    }

    @Test
    void anIndexThatEndsAtAnyByteIsMadeAnew() throws IOException {
        for (int size = 0; size < indexes[0].length; size++) {
            MemoryDisk copy = disk.image(Survival.ALL);
            PartyLog.put(copy, PartyLog.index(0), Arrays.copyOf(indexes[0], size));
            readsAsWritten(copy, "cut to " + size + " bytes");
        }
    }

    @Test
    void anIndexThatIsMissingIsMadeAnew() throws IOException {
        for (int segment = 0; segment < SEALED; segment++) {
            MemoryDisk copy = disk.image(Survival.ALL);
            copy.delete(PartyLog.index(segment));
            readsAsWritten(copy, "without index " + segment);
        }
        assertEquals(
                "memory:/party/00000000.index was missing or not as it was written; it was made anew from its segment",
                log.notices().get(0));
    }

    @Test
    void anIndexThatGoesAwayUnderAnOpenStoreIsMadeAnew() throws IOException {
        MemoryDisk copy = disk.image(Survival.ALL);
        try (FeedStore store = new PartyLog(SEGMENT_BYTES).open(copy)) {
            copy.delete(PartyLog.index(0));
            readsAsWritten(store, "deleted under an open store");
        }
    }

    @Test
    void theIndexOfAnotherSegmentIsNotBelieved() throws IOException {
        MemoryDisk copy = disk.image(Survival.ALL);
        PartyLog.put(copy, PartyLog.index(0), indexes[1]);
        PartyLog.put(copy, PartyLog.index(1), indexes[0]);

        readsAsWritten(copy, "with the indexes exchanged");
        assertEquals(2, log.notices().size());
    }

    /** Of the same number, of the same length, in the same party: another marker. */
    @Test
    void theIndexOfAnotherLogIsNotBelieved() throws IOException {
        MemoryDisk other = new MemoryDisk();
        try (FeedStore store = log.open(other, 7)) {
            SampleFeed[] others = {new SampleFeed(2), new SampleFeed(1)};
            for (char letter : "aabaa".toCharArray()) {
                store.append(others[letter - 'a'].next(2, 20));
            }
        }
        assertEquals(disk.content(PartyLog.LOG).length, other.content(PartyLog.LOG).length);
        PartyLog.put(disk, PartyLog.index(0), other.content(PartyLog.index(0)));

        readsAsWritten(disk, "with the index of another log");
    }

    /** An older image of the segment was indexed once: that is not this segment. */
    @Test
    void anIndexOfTheSegmentAtAnotherLengthIsNotBelieved() throws IOException {
        MemoryDisk other = new MemoryDisk();
        SampleFeed one = new SampleFeed(1);
        try (FeedStore store = new PartyLog(1).open(other)) {
            store.append(one.next(2, 20));
            store.append(one.next(2, 20));
        }
        PartyLog.put(disk, PartyLog.index(0), other.content(PartyLog.index(0)));

        readsAsWritten(disk, "with the index of a shorter segment");
    }

    @Test
    void aFullDiskKeepsNoLogFromOpeningThatHasLostItsIndexes() throws IOException {
        MemoryDisk copy = disk.image(Survival.ALL);
        copy.delete(PartyLog.index(0));
        copy.delete(PartyLog.index(1));
        copy.faults().freeBytes(0);
        FeedStore store = log.open(copy);

        for (SampleFeed feed : feeds) {
            assertEquals(feed.payloads(), PartyLog.blocks(store, feed.key()));
        }
        assertEquals(
                "memory:/party/00000000.index cannot be written (No space left on device); what it says is kept in memory",
                log.notices().get(0));
        copy.faults().mend();
        store.close();
        readsAsWritten(copy, "opened again with room");
    }

    /** Whole by its checksums, and says that a run stands where another does: the run that is read says otherwise. */
    @Test
    void anIndexThatLiesIsNotBelieved() throws IOException {
        int first = summaries(0) + 8;
        byte[] lie = indexes[0].clone();
        System.arraycopy(lie, first + 8, lie, first + 28, 8); // the second run at the first one's offset
        sealPage(lie, summaries(0), 3);
        PartyLog.put(disk, PartyLog.index(0), lie);

        readsAsWritten(disk, "with an index that lies");
    }

    private static void sealPage(byte[] index, int position, int runs) {
        int size = 8 + 20 * runs;
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(20)
                .putInt(0)
                .putLong(PartyLog.MARKER)
                .putLong(position)
                .flip());
        crc.update(index, position, size);
        ByteBuffer.wrap(index).putInt(position + size, (int) crc.getValue());
    }

    /** More pages, segments and feeds than are kept in memory, read there and back. */
    @Test
    void whatIsReadDoesNotDependOnWhatIsInMemory() {
        MemoryDisk large = new MemoryDisk();
        PartyLog segments = new PartyLog(400_000);
        SampleFeed one = new SampleFeed(1);
        SampleFeed two = new SampleFeed(2);
        int runs = 60_000;
        try (FeedStore store = segments.open(large)) {
            for (int i = 0; i < runs; i++) {
                store.append(i % 7 == 0 ? two.next(2, 3) : one.next(1, 2));
            }
        }
        assertTrue(large.files().size() > 2 * 17, "more segments than files that stay open");

        try (FeedStore store = segments.open(large)) {
            for (int step : new int[] {1, -7, 997, -4093}) {
                reads(store, one, step);
                reads(store, two, step);
            }
            assertEquals(one.payloads(), joined(store, one.key()));
        }
        assertEquals(List.of(), segments.notices());
    }

    private static void reads(FeedStore store, SampleFeed feed, int step) {
        int length = feed.length();
        for (int block = step > 0 ? 0 : length - 1; block >= 0 && block < length; block += step) {
            Run run = store.read(feed.key(), block, 1).orElseThrow();
            assertEquals(feed.payloads().get(block), run.payloads().get(0));
            assertEquals(feed.head((int) run.head().extent().length()), run.head());
        }
    }

    private static List<Bytes> joined(FeedStore store, FeedKey feed) {
        List<Bytes> blocks = new ArrayList<>();
        while (blocks.size() < store.extent(feed).length()) {
            blocks.addAll(store.read(feed, blocks.size(), 100_000).orElseThrow().payloads());
        }
        return blocks;
    }

    private void readsAsWritten(MemoryDisk changed, String what) throws IOException {
        try (FeedStore store = log.open(changed)) {
            readsAsWritten(store, what);
        }
        assertIndexes(changed, what);
    }

    private void readsAsWritten(FeedStore store, String what) {
        for (SampleFeed feed : feeds) {
            assertEquals(feed.head(feed.length()), store.head(feed.key()).orElseThrow(), what);
            assertEquals(feed.payloads(), PartyLog.blocks(store, feed.key()), what);
        }
    }

    private void assertIndexes(MemoryDisk changed, String what) throws IOException {
        for (int i = 0; i < SEALED; i++) {
            assertArrayEquals(indexes[i], changed.content(PartyLog.index(i)), what);
        }
    }

    /** Size of the part of an index that opening reads. */
    private int summaries(int segment) {
        return 36 + 156 * ByteBuffer.wrap(indexes[segment]).getInt(32) + 4;
    }
}
