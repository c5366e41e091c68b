package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.simulation.contract.LinkedFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileStorage;
import echo.storage.file.Finding;
import echo.storage.file.Finding.Kind;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where feeds began and the file that says so is lost, what the log has of them stays, but for the run that nothing joins (P2, P8). */
class LostTrimFileTest {
    private static final DiskPath TRIM = FsckFolder.PARTY.resolve("trim");
    private static final int BEGINS = 3;

    private final MemoryDisk disk = new MemoryDisk();

    /** Feeds that never had their first blocks here, as a mirror has them, each forced. */
    private FsckFolder begun(long segmentBytes) {
        FsckFolder folder = new FsckFolder(segmentBytes);
        for (LinkedFeed feed : List.of(folder.one, folder.two)) {
            feed.next(BEGINS, 9);
        }
        FileStorage.open(disk, new Random(1), notice -> {}).close();
        try (FeedStore store = folder.open(disk)) {
            store.begin(folder.one.head(BEGINS));
            store.begin(folder.two.head(BEGINS));
            for (int i = 0; i < 9; i++) {
                store.append((i % 3 == 1 ? folder.two : folder.one).next(1, 20 + i));
                store.force();
            }
        }
        return folder;
    }

    private static void refuses(FsckFolder folder, MemoryDisk at) throws IOException {
        byte[] before = at.content(FsckFolder.log(0));
        EchoException refusal =
                assertThrows(EchoException.class, () -> folder.open(at).close());
        assertEquals(EchoException.Kind.CORRUPT, refusal.kind());
        assertArrayEquals(before, at.content(FsckFolder.log(0)));
    }

    private static void lostOneRunOfEach(FsckFolder folder, MemoryDisk at) {
        try (FeedStore store = folder.open(at)) {
            for (LinkedFeed feed : List.of(folder.one, folder.two)) {
                assertEquals(feed.extent(BEGINS + 1), store.start(feed.key()));
                assertEquals(feed.extent(feed.payloads().size()), store.extent(feed.key()));
                assertEquals(
                        feed.payloads().get(BEGINS + 1),
                        store.read(feed.key(), BEGINS + 1, 1)
                                .orElseThrow()
                                .payloads()
                                .get(0));
            }
        }
    }

    @Test
    void feedsThatBeganHereAreKeptWhenTheFileIsGone() throws IOException {
        for (long segmentBytes : List.of(600L, 1L << 20)) {
            disk.files().forEach(this::delete);
            FsckFolder folder = begun(segmentBytes);
            assertEquals(List.of(), FsckFolder.look(disk));
            disk.delete(TRIM);
            refuses(folder, disk);
            FsckFolder.assertHas(FsckFolder.look(disk), Kind.DAMAGED, "is missing, though feed ");
            FsckFolder.repair(disk);
            lostOneRunOfEach(folder, disk);
            assertEquals(List.of(), FsckFolder.look(disk));
            assertTrue(disk.files().stream().noneMatch(it -> it.name().contains("damaged")), "something was set aside");
        }
    }

    private void delete(DiskPath file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing shows that the only group was forced, and yet it is no torn tail: it is whole. */
    @Test
    void aGroupThatNoFileJoinsIsNotCut() throws IOException {
        FsckFolder folder = new FsckFolder(1 << 20);
        FileStorage.open(disk, new Random(1), notice -> {}).close();
        for (LinkedFeed feed : List.of(folder.one, folder.two)) {
            feed.next(BEGINS, 9);
        }
        FeedStore store = folder.open(disk);
        store.begin(folder.one.head(BEGINS));
        store.begin(folder.two.head(BEGINS));
        for (int i = 0; i < 4; i++) {
            store.append((i % 2 == 1 ? folder.two : folder.one).next(1, 20 + i));
        }
        store.force();
        MemoryDisk left = disk.crash(Survival.NONE);
        left.delete(TRIM);
        refuses(folder, left);
        FsckFolder.repair(left);
        lostOneRunOfEach(folder, left);
    }

    @Test
    void anOpenLogWhoseFileIsGoneIsToldToo() throws IOException {
        begun(600);
        try (FileStorage storage = FileStorage.open(disk, new Random(1), notice -> {})) {
            try (FeedStore store = storage.open(PartyLog.PARTY)) {
                assertEquals(List.of(), storage.verify(PartyLog.PARTY).faults());
                disk.delete(TRIM);
                assertEquals(
                        List.of(1L, 2L),
                        List.of(
                                storage.verify(PartyLog.PARTY).faults().stream()
                                        .filter(it -> it.contains("is missing, though feed "))
                                        .count(),
                                storage.verify(PartyLog.PARTY).faults().stream()
                                        .filter(it -> it.contains("cannot be joined"))
                                        .count()));
                assertFalse(store.feeds().isEmpty());
            }
            storage.repair(PartyLog.PARTY);
            assertEquals(List.of(), storage.verify(PartyLog.PARTY).faults());
        }
    }

    /** Where the first run of a feed is what is damaged, nothing says that the feed began later, and peers may have the run. */
    @Test
    void aDamagedFirstRunIsNoBeginning() throws IOException {
        FsckFolder folder = new FsckFolder(1 << 20).write(disk, 9, 20);
        disk.flip(FsckFolder.log(0), 100, 1);
        List<Finding> found = FsckFolder.look(disk);
        assertTrue(found.stream().noneMatch(it -> it.file().endsWith("trim")), found.toString());
        FsckFolder.repair(disk);
        assertFalse(disk.exists(TRIM));
        folder.refill(disk);
        FsckFolder.repair(disk);
        folder.assertWhole(disk);
    }

    /** A log of one segment with feed one whole, from block 0, of forced runs and two that are not; feed two was trimmed. */
    private FsckFolder trimmed(MemoryDisk at, boolean forced) {
        FsckFolder folder = new FsckFolder(1 << 20).write(at, 9, 20);
        FeedStore store = folder.open(at);
        store.trim(Timeframe.EMPTY.with(folder.two.key(), folder.two.extent(2)));
        for (int i = 0; i < 3; i++) {
            Run run = folder.one.next(1, 50);
            folder.runs.add(run);
            store.append(run);
            if (forced) {
                store.force();
            }
        }
        return folder;
    }

    private static final int LAST_RUNS = 28 + 140 + 4 + 50;

    /** Runs behind a hole in what was never forced are cut: they say nothing about where their feed begins. */
    @Test
    void aTornTailDoesNotMoveABeginning() throws IOException {
        FsckFolder folder = trimmed(disk, false);
        MemoryDisk left = disk.crash(Survival.ALL);
        left.flip(FsckFolder.log(0), left.content(FsckFolder.log(0)).length - 3 * LAST_RUNS + 60, 0xff);
        left.flip(TRIM, 48 + 40, 0xff); // the link
        FsckFolder.repair(left);
        try (FeedStore store = folder.open(left)) {
            assertEquals(Extent.EMPTY, store.start(folder.one.key()));
            assertEquals(folder.one.extent(6), store.extent(folder.one.key()));
        }
    }

    /** What is behind damage waits for what the damage took, and costs nothing of what stands before. */
    @Test
    void aLaterGapDoesNotMoveABeginning() throws IOException {
        FsckFolder folder = trimmed(disk, true);
        MemoryDisk left = disk.crash(Survival.ALL);
        left.flip(FsckFolder.log(0), left.content(FsckFolder.log(0)).length - 3 * LAST_RUNS + 60, 0xff);
        left.flip(TRIM, 48 + 40, 0xff); // the link
        FsckFolder.assertHas(FsckFolder.repair(left), Kind.LOST, "it had 9");
        try (FeedStore store = folder.open(left)) {
            assertEquals(Extent.EMPTY, store.start(folder.one.key()));
            assertEquals(folder.one.extent(6), store.extent(folder.one.key()));
        }
        folder.refill(left);
        FsckFolder.repair(left);
        try (FeedStore store = folder.open(left)) {
            assertEquals(folder.one.payloads(), PartyLog.blocks(store, folder.one.key()));
        }
    }

    /** As it is where a segment between is gone. */
    @Test
    void aMissingSegmentDoesNotMoveABeginning() throws IOException {
        FsckFolder folder = new FsckFolder(600).write(disk, 11, 20);
        try (FeedStore store = folder.open(disk)) {
            store.trim(Timeframe.EMPTY.with(folder.two.key(), folder.two.extent(2)));
        }
        disk.delete(FsckFolder.log(2));
        disk.flip(TRIM, 48 + 40, 0xff); // the link
        FsckFolder.repair(disk);
        try (FeedStore store = folder.open(disk)) {
            assertEquals(Extent.EMPTY, store.start(folder.one.key()));
            assertTrue(store.extent(folder.one.key()).length() > 0);
        }
    }
}
