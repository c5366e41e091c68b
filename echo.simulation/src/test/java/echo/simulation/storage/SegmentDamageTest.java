package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.feed.FeedStore;
import echo.simulation.contract.SampleFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Segments that rot, go missing, are cut or exchanged: named by file and offset, never mended, never read as data (P3). */
class SegmentDamageTest {
    private static final int HEADER = 60;
    private static final int SEAL = 32;
    private static final int MARK = 28;

    private final SampleFeed one = new SampleFeed(1);
    private final SampleFeed two = new SampleFeed(2);
    private final MemoryDisk disk = new MemoryDisk();
    private final PartyLog log = new PartyLog(600);

    /** Three sealed segments and the newest, of a few runs each. */
    SegmentDamageTest() {
        try (FeedStore store = log.open(disk)) {
            for (int i = 0; i < 11; i++) {
                store.append((i % 3 == 1 ? two : one).next(1, 20 + i));
                store.force();
            }
        }
        assertTrue(disk.exists(PartyLog.log(3)) && !disk.exists(PartyLog.log(4)));
    }

    @Test
    void aMissingSegmentIsNamedAndNothingIsMadeInItsPlace() throws IOException {
        for (int missing = 0; missing < 3; missing++) {
            MemoryDisk copy = disk.image(Survival.ALL);
            copy.delete(PartyLog.log(missing));
            List<DiskPath> before = copy.files();

            refuses(
                    copy,
                    "memory:/party/0000000" + missing + ".log is missing, though 0000000" + (missing + 1)
                            + ".log is there; nothing was changed");
            assertEquals(before, copy.files());
        }
    }

    @Test
    void everyFlippedBitOfASealedSegmentIsReportedWithFileAndOffset() throws IOException {
        for (int segment = 0; segment < 3; segment++) {
            byte[] whole = disk.content(PartyLog.log(segment));
            NavigableSet<Integer> starts = records(whole);
            for (int bit = 0; bit < 8 * whole.length; bit++) {
                MemoryDisk rotten = flipped(segment, bit);
                rotten.delete(PartyLog.index(segment));
                byte[] left = rotten.content(PartyLog.log(segment));
                String file = "memory:/party/0000000" + segment + ".log ";
                refuses(
                        rotten,
                        bit / 8 < HEADER ? file : file + "is damaged at offset " + starts.floor(bit / 8) + ", after ");
                assertArrayEquals(left, rotten.content(PartyLog.log(segment)), "it is left as it is");
            }
        }
        assertEquals(List.of(), log.notices());
    }

    /** With its index the segment is not scanned at opening: the damage is found when it is read, and nothing else is touched. */
    @Test
    void everyFlippedByteOfARecordThatIsIndexedIsReportedByTheReadWithFileAndOffset() throws IOException {
        byte[] whole = disk.content(PartyLog.log(1));
        NavigableSet<Integer> starts = records(whole);
        for (int at = HEADER; at < whole.length - SEAL; at++) {
            int damaged = at;
            try (FeedStore store = log.open(flipped(1, 8 * at))) {
                EchoException damage = assertThrows(EchoException.class, () -> readAll(store), "byte " + damaged);
                assertEquals(EchoException.Kind.CORRUPT, damage.kind());
                assertTrue(
                        String.valueOf(damage.getMessage())
                                .startsWith("memory:/party/00000001.log is damaged at offset " + starts.floor(at)),
                        damage.getMessage());
                assertEquals(
                        one.payloads().subList(0, 1),
                        store.read(one.key(), 0, 1).orElseThrow().payloads());
            }
        }
    }

    @Test
    void aSealedSegmentThatIsCutAnywhereIsReported() throws IOException {
        byte[] whole = disk.content(PartyLog.log(1));
        NavigableSet<Integer> starts = records(whole);
        for (int size = HEADER; size < whole.length; size++) {
            MemoryDisk copy = disk.image(Survival.ALL);
            PartyLog.put(copy, PartyLog.log(1), Arrays.copyOf(whole, size));
            refuses(
                    copy,
                    "memory:/party/00000001.log "
                            + (starts.contains(size)
                                    ? "ends at offset " + size + ", after "
                                    : "is damaged at offset " + starts.floor(size)));
        }
    }

    /** An older image of a segment, closed in order, is whole; but it is not the segment that another follows. */
    @Test
    void anOlderImageOfASealedSegmentIsReported() throws IOException {
        MemoryDisk growing = new MemoryDisk();
        PartyLog segments = new PartyLog(600);
        SampleFeed feed = new SampleFeed(5);
        segments.open(growing).append(feed.next(1, 20));
        FeedStore reopened = segments.open(growing);
        reopened.close();
        byte[] older = growing.content(PartyLog.LOG);
        try (FeedStore store = segments.open(growing)) {
            store.append(feed.next(1, 400));
            store.append(feed.next(1, 20));
        }
        PartyLog.put(growing, PartyLog.LOG, older);

        refuses(
                growing,
                "memory:/party/00000000.log ends at offset " + older.length + ", after block 0 of feed " + feed.key()
                        + ", without the seal");
    }

    @Test
    void nothingStandsAfterASeal() throws IOException {
        byte[] sealed = disk.content(PartyLog.log(1));
        ByteBuffer mark = ByteBuffer.allocate(MARK);
        mark.putLong(PartyLog.MARKER).putInt(0).putInt(0).putLong(sealed.length);
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12).putInt(1).putLong(sealed.length).flip());
        crc.update(mark.array(), 0, MARK - 4);
        mark.putInt((int) crc.getValue());
        PartyLog.put(
                disk,
                PartyLog.log(1),
                ByteBuffer.allocate(sealed.length + MARK)
                        .put(sealed)
                        .put(mark.flip())
                        .array());

        refuses(disk, "memory:/party/00000001.log is damaged at offset " + sealed.length);
    }

    /** More segments than files that stay open, so that the first must be opened again. */
    @Test
    void aSegmentThatGoesMissingUnderAnOpenStoreIsNotMadeAnew() throws IOException {
        PartyLog segments = new PartyLog(1);
        MemoryDisk many = new MemoryDisk();
        SampleFeed feed = new SampleFeed(1);
        try (FeedStore store = segments.open(many)) {
            for (int i = 0; i < 30; i++) {
                store.append(feed.next(1, 1));
            }
        }
        try (FeedStore store = segments.open(many)) {
            many.delete(PartyLog.log(0));

            assertEquals(
                    feed.payloads().subList(1, 2),
                    store.read(feed.key(), 1, 1).orElseThrow().payloads());
            EchoException refusal = assertThrows(EchoException.class, () -> store.read(feed.key(), 0, 1));
            assertEquals(EchoException.Kind.STORAGE, refusal.kind());
            assertFalse(many.exists(PartyLog.log(0)));
        }
    }

    @Test
    void segmentsThatWereExchangedAreReported() throws IOException {
        byte[] first = disk.content(PartyLog.log(0));
        PartyLog.put(disk, PartyLog.log(0), disk.content(PartyLog.log(1)));
        PartyLog.put(disk, PartyLog.log(1), first);

        refuses(disk, "memory:/party/00000001.log is segment 0 of party ");
    }

    /** A segment that another log of the party once had in the same place does not go on where the feeds end. */
    @Test
    void aSegmentInWhichAFeedDoesNotGoOnIsReported() throws IOException {
        MemoryDisk other = new MemoryDisk();
        try (FeedStore store = new PartyLog(1).open(other)) {
            SampleFeed feed = new SampleFeed(1);
            store.append(feed.next(1, 20));
            store.append(feed.next(1, 20));
            store.append(feed.next(1, 20));
        }
        PartyLog.put(disk, PartyLog.log(1), other.content(PartyLog.log(1)));
        PartyLog.put(disk, PartyLog.index(1), other.content(PartyLog.index(1)));

        refuses(disk, "memory:/party/00000001.log is damaged at offset 60, after the header");
    }

    private MemoryDisk flipped(int segment, int bit) throws IOException {
        MemoryDisk copy = disk.image(Survival.ALL);
        copy.flip(PartyLog.log(segment), bit / 8, 1 << bit % 8);
        return copy;
    }

    /** Offsets at which records begin. */
    private static NavigableSet<Integer> records(byte[] segment) {
        TreeSet<Integer> starts = new TreeSet<>();
        for (int at = HEADER;
                at < segment.length;
                at += 28 + ByteBuffer.wrap(segment).getInt(at + 8)) {
            starts.add(at);
        }
        return starts;
    }

    private void readAll(FeedStore store) {
        PartyLog.blocks(store, one.key());
        PartyLog.blocks(store, two.key());
    }

    private void refuses(MemoryDisk damaged, String beginning) {
        EchoException damage = assertThrows(EchoException.class, () -> log.open(damaged), beginning);
        assertEquals(EchoException.Kind.CORRUPT, damage.kind());
        assertTrue(String.valueOf(damage.getMessage()).startsWith(beginning), damage.getMessage() + " / " + beginning);
    }
}
