package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.feed.FeedStore;
import echo.simulation.contract.SampleFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rot, lost pages and hostile payloads in a log: what is not what was written is never returned as data (P2, P3). */
class FeedLogDamageTest {
    private static final int HEADER = 60;
    private static final int MARK = 28;

    private final SampleFeed one = new SampleFeed(1);
    private final SampleFeed two = new SampleFeed(2);
    private final MemoryDisk disk = new MemoryDisk();
    private final PartyLog log = new PartyLog();

    /** Three records, each forced: feed one, feed two, feed one. Returns the offset of the third. */
    private int writeThree(FeedStore store) throws IOException {
        store.append(one.next(2, 20));
        store.force();
        store.append(two.next(1, 5));
        store.force();
        int third = disk.content(PartyLog.LOG).length;
        store.append(one.next(1, 30));
        store.force();
        return third;
    }

    @Test
    void everyFlippedBitOfAClosedLogIsReportedAndNothingIsChanged() throws IOException {
        try (FeedStore store = log.open(disk)) {
            writeThree(store);
        }
        byte[] whole = disk.content(PartyLog.LOG);
        for (int bit = 0; bit < 8 * (whole.length - MARK); bit++) {
            MemoryDisk rotten = flipped(bit);
            EchoException damage = assertThrows(EchoException.class, () -> log.open(rotten), "bit " + bit);
            assertEquals(EchoException.Kind.CORRUPT, damage.kind());
            assertTrue(String.valueOf(damage.getMessage()).contains("00000000.log"), damage.getMessage());
            byte[] left = rotten.content(PartyLog.LOG);
            left[bit / 8] ^= (byte) (1 << bit % 8);
            assertArrayEquals(whole, left);
        }
        assertEquals(List.of(), log.notices());
    }

    @Test
    void aFlippedBitInTheClosingMarkLosesNothing() throws IOException {
        try (FeedStore store = log.open(disk)) {
            writeThree(store);
        }
        int size = disk.content(PartyLog.LOG).length;
        for (int bit = 8 * (size - MARK); bit < 8 * size; bit++) {
            FeedStore store = log.open(flipped(bit));
            assertEquals(one.payloads(), PartyLog.blocks(store, one.key()));
            assertEquals(two.payloads(), PartyLog.blocks(store, two.key()));
        }
    }

    @Test
    void everyFlippedBitOfALogThatWasNotClosedIsReportedOrCutWithTheLastRecord() throws IOException {
        int last = writeThree(log.open(disk));
        byte[] whole = disk.content(PartyLog.LOG);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            MemoryDisk rotten = flipped(bit);
            if (bit / 8 < last) {
                EchoException damage = assertThrows(EchoException.class, () -> log.open(rotten), "bit " + bit);
                assertEquals(EchoException.Kind.CORRUPT, damage.kind());
            } else {
                byte[] tail = Arrays.copyOfRange(rotten.content(PartyLog.LOG), last, whole.length);
                FeedStore store = log.open(rotten);
                assertEquals(one.payloads().subList(0, 2), PartyLog.blocks(store, one.key()));
                assertEquals(two.payloads(), PartyLog.blocks(store, two.key()));
                assertArrayEquals(tail, rotten.content(PartyLog.TORN), "what was cut is kept");
            }
        }
        assertEquals(8 * (whole.length - last), log.notices().size(), "each cut is told");
    }

    @Test
    void aDamagedMiddleIsNamedByFileAndOffsetAndWhatStandsBefore() throws IOException {
        int last = writeThree(log.open(disk));
        MemoryDisk rotten = flipped(8 * HEADER + 7 * 8);

        EchoException damage = assertThrows(EchoException.class, () -> log.open(rotten));
        assertTrue(
                String.valueOf(damage.getMessage())
                        .startsWith("memory:/party/00000000.log is damaged at offset 60, after the header; nothing"),
                damage.getMessage());
        assertTrue(last > HEADER);
    }

    @Test
    void rotUnderAnOpenStoreIsReportedByTheRead() throws IOException {
        FeedStore store = log.open(disk);
        int last = writeThree(store);
        for (int offset = last; offset < disk.content(PartyLog.LOG).length; offset++) {
            disk.flip(PartyLog.LOG, offset, 0x10);
            EchoException damage = assertThrows(EchoException.class, () -> store.read(one.key(), 2, 1));
            assertEquals(EchoException.Kind.CORRUPT, damage.kind());
            assertEquals(2, store.read(one.key(), 0, 1).orElseThrow().payloads().size());
            disk.flip(PartyLog.LOG, offset, 0x10);
        }
    }

    /** A disk may lose any page that was not forced and keep a later one: that is a torn tail, not damage. */
    @Test
    void aPageLostFromTheUnforcedTailIsCutTogetherWithWhatFollows() throws IOException {
        FeedStore store = log.open(disk);
        writeThree(store);
        int unforced = disk.content(PartyLog.LOG).length;
        store.append(two.next(1, 50));
        int after = disk.content(PartyLog.LOG).length;
        store.append(one.next(1, 50));
        MemoryDisk next = disk.crash(Survival.ALL);
        byte[] bytes = next.content(PartyLog.LOG);
        for (int offset = unforced; offset < after; offset++) {
            next.flip(PartyLog.LOG, offset, bytes[offset]);
        }

        FeedStore reopened = log.open(next);
        assertEquals(3, reopened.extent(one.key()).length());
        assertEquals(1, reopened.extent(two.key()).length());
        assertEquals(1, log.notices().size());
    }

    /**
     * A peer chooses payloads. One that holds whole records, made for the very offsets at which they will stand, must not make
     * a torn tail look like damage: it cannot know the marker.
     */
    @Test
    void aPayloadThatLooksLikeRecordsDoesNotKeepATornLogFromOpening() throws IOException {
        FeedStore store = log.open(disk);
        writeThree(store);
        int payload = disk.content(PartyLog.LOG).length + 28 + 140 + 4;
        store.append(two.next(List.of(recordsOfAnotherLog().slice(payload, payload + 800))));

        for (int tear = 0; tear < 28 + 140 + 4 + 800; tear++) {
            int kept = tear;
            FeedStore reopened = log.open(disk.crash((path, pending) -> Math.min(kept, pending)));
            assertEquals(one.payloads(), PartyLog.blocks(reopened, one.key()));
        }
    }

    private static Bytes recordsOfAnotherLog() throws IOException {
        MemoryDisk elsewhere = new MemoryDisk();
        SampleFeed three = new SampleFeed(3);
        try (FeedStore store = new PartyLog().open(elsewhere, 1)) {
            for (int i = 0; i < 20; i++) {
                store.append(three.next(1, 1));
                store.force();
            }
        }
        return Bytes.owning(elsewhere.content(PartyLog.LOG));
    }

    private MemoryDisk flipped(int bit) throws IOException {
        MemoryDisk copy = disk.crash(Survival.ALL);
        copy.flip(PartyLog.LOG, bit / 8, 1 << bit % 8);
        return copy;
    }
}
