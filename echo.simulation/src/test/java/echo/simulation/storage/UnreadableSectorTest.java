package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.blob.Cid;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileStorage;
import echo.storage.file.Finding;
import echo.storage.file.Finding.Kind;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sectors that no read gets past are named and read around: what stands before and behind them is saved (P2). */
class UnreadableSectorTest {
    private static final int PAGE = 4096;

    private final MemoryDisk disk = new MemoryDisk();
    /** Four segments, in each some runs of about 1.5 KiB. */
    private final FsckFolder folder = new FsckFolder(20_000).write(disk, 50, 1_500);

    private MemoryDisk withBadPage(DiskPath file, int page) throws IOException {
        MemoryDisk bad = disk.image(Survival.ALL);
        int size = bad.content(file).length;
        bad.makeUnreadable(file, page * PAGE, Math.min(size, (page + 1) * PAGE));
        return bad;
    }

    private int segments() {
        return (int) disk.files().stream()
                .filter(file -> file.name().endsWith(".log"))
                .count();
    }

    /** A page holds parts of up to four runs: no more are lost, whichever it is, and the next repair gets the rest. */
    @Test
    void everyUnreadablePageIsNamedAndCostsNoMoreThanItsRuns() throws IOException {
        assertTrue(segments() >= 4, "segments: " + segments());
        int pages = 0;
        for (int segment = 0; segment < segments(); segment++) {
            DiskPath log = FsckFolder.log(segment);
            for (int page = 0; page * PAGE < disk.content(log).length; page++) {
                MemoryDisk bad = withBadPage(log, page);
                List<DiskPath> before = bad.files();
                List<Finding> found = FsckFolder.look(bad);
                FsckFolder.assertHas(found, Kind.DAMAGED, "the disk cannot read offset " + page * PAGE + " to ");
                assertTrue(found.stream().anyMatch(it -> it.file().endsWith(log.name())), found.toString());
                assertEquals(before, bad.files());

                FsckFolder.repair(bad);
                judge(bad);
                pages++;
            }
        }
        assertTrue(pages > 20, "pages: " + pages);
    }

    private void judge(MemoryDisk bad) {
        int sent = 0;
        for (List<Run> lacking = folder.refill(bad); !lacking.isEmpty(); lacking = folder.refill(bad)) {
            sent += lacking.size();
            FsckFolder.repair(bad);
        }
        assertTrue(sent <= 4, "sent: " + sent);
        folder.assertWhole(bad);
    }

    /** The runs that were lost with the page are told by feed and block, once another of the feed follows. */
    @Test
    void theBlocksInAnUnreadablePageAreNamed() throws IOException {
        List<Finding> found = FsckFolder.look(withBadPage(FsckFolder.log(1), 2));
        FsckFolder.assertHas(found, Kind.LOST, "lacks block");
        assertTrue(
                found.stream()
                        .anyMatch(it -> it.says().contains(folder.one.key().toString())),
                found.toString());
    }

    /** What cannot be read is kept: it may be read by better tools, or on another day. */
    @Test
    void aFileThatCannotBeReadIsKeptUnderAnotherName() throws IOException {
        MemoryDisk bad = withBadPage(FsckFolder.log(1), 2);
        byte[] whole = bad.content(FsckFolder.log(1));
        FsckFolder.repair(bad);
        boolean kept = false;
        for (DiskPath file : bad.files()) {
            kept |= file.name().contains(".damaged") && Arrays.equals(whole, bad.content(file));
        }
        assertTrue(kept, bad.files().toString());
    }

    /** A page whose true bytes are zeros checks out where zeros are put for it, and cannot be read all the same. */
    @Test
    void zerosThatCannotBeReadAreNamedToo() throws IOException {
        MemoryDisk zeros = new MemoryDisk();
        FsckFolder plain = new FsckFolder(1 << 20);
        try (FileStorage storage = FileStorage.open(zeros, new Random(1), notice -> {})) {
            assertEquals(List.of(), storage.parties());
        }
        Run run = plain.one.next(1, 4 * PAGE);
        try (FeedStore store = plain.open(zeros)) {
            store.append(run);
            store.force();
        }
        zeros.makeUnreadable(FsckFolder.log(0), PAGE, 2 * PAGE);
        FsckFolder.assertHas(FsckFolder.look(zeros), Kind.DAMAGED, "the disk cannot read offset 4096 to 8192");
    }

    /** The last group: nothing shows that it was forced, and yet it cannot be taken for what a power cut leaves. */
    @Test
    void anUnreadableEndIsNoTornTail() throws IOException {
        DiskPath newest = FsckFolder.log(segments() - 1);
        try (Disk.File file = disk.open(newest)) {
            file.truncate(file.size() - 28); // the mark
        }
        int size = disk.content(newest).length;
        disk.makeUnreadable(newest, size - 10, size);
        FsckFolder.assertHas(FsckFolder.look(disk), Kind.DAMAGED, "the disk cannot read");
        FsckFolder.repair(disk);
        judge(disk);
    }

    /** What a node does when it verifies its open log, and then repairs. */
    @Test
    void aNodeReadsAroundItToo() throws IOException {
        disk.makeUnreadable(FsckFolder.log(1), 2 * PAGE, 3 * PAGE);
        try (FileStorage storage = FileStorage.open(disk, new Random(1), notice -> {})) {
            try (FeedStore store = storage.open(PartyLog.PARTY)) {
                List<String> faults = storage.verify(PartyLog.PARTY).faults();
                assertTrue(faults.stream().anyMatch(it -> it.contains("the disk cannot read")), faults.toString());
                assertFalse(store.feeds().isEmpty());
            }
            List<String> told = storage.repair(PartyLog.PARTY);
            assertTrue(told.stream().anyMatch(it -> it.startsWith("repaired")), told.toString());
            assertEquals(List.of(), storage.verify(PartyLog.PARTY).faults());
        }
    }

    @Test
    void aBlobOrRecordThatCannotBeReadIsNamedAndTheRestIsChecked() throws IOException {
        DiskPath blob = FsckFolder.PARTY
                .resolve("blobs")
                .resolve(Cid.of(Bytes.utf8("blob")).toString());
        disk.makeUnreadable(blob, 0, 5);
        disk.makeUnreadable(new DiskPath("meta/a.record"), 0, 5);
        disk.flip(FsckFolder.log(1), 200, 1);
        List<Finding> found = FsckFolder.look(disk);
        FsckFolder.assertHas(found, Kind.DAMAGED, "the disk cannot read it");
        FsckFolder.assertHas(found, Kind.DAMAGED, "cannot read memory:/meta/a.record");
        FsckFolder.assertHas(found, Kind.DAMAGED, "is damaged from offset");

        FsckFolder.assertHas(FsckFolder.repair(disk), Kind.REPAIRED, "peers send the blob");
        try (FileStorage storage = FileStorage.open(disk, new Random(1), notice -> {})) {
            storage.blobs(PartyLog.PARTY).put(Bytes.utf8("blob"));
            storage.blobs(PartyLog.PARTY).force();
            assertTrue(storage.blobs(PartyLog.PARTY)
                    .get(Cid.of(Bytes.utf8("blob")))
                    .isPresent());
        }
    }

    /** A disk that is away is no disk full of bad sectors. */
    @Test
    void aDiskThatHasFailedAsAWholeIsNotRepaired() {
        disk.faults().powerOffAfter(0);
        EchoException refusal = assertThrows(EchoException.class, () -> FsckFolder.repair(disk));
        assertEquals(EchoException.Kind.STORAGE, refusal.kind());
    }
}
