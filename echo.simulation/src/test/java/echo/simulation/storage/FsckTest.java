package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.blob.Cid;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.simulation.contract.LinkedFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileFeedStore;
import echo.storage.file.FileStorage;
import echo.storage.file.Finding;
import echo.storage.file.Finding.Kind;
import echo.storage.file.Fsck;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Damaged data folders are described to the byte, and repaired without losing anything that can still be read (P2). */
class FsckTest {
    private static final DiskPath PARTY =
            new DiskPath("parties").resolve(PartyLog.PARTY.bytes().toHex());
    private static final int HEADER = 60;
    private static final int MARK = 28;
    private static final int SEAL = 32;

    private final LinkedFeed one = new LinkedFeed(1);
    private final LinkedFeed two = new LinkedFeed(2);
    private final List<Run> runs = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final MemoryDisk disk = new MemoryDisk();

    /** Three sealed segments and the newest, of a few runs each, closed in order. */
    FsckTest() {
        try (FileStorage storage = storage(disk)) {
            storage.meta().put("a.record", Bytes.utf8("value"));
            storage.blobs(PartyLog.PARTY).put(Bytes.utf8("blob"));
            storage.blobs(PartyLog.PARTY).force();
        }
        try (FeedStore store = open(disk)) {
            for (int i = 0; i < 11; i++) {
                Run run = (i % 3 == 1 ? two : one).next(1, 20 + i);
                runs.add(run);
                store.append(run);
                store.force();
            }
        }
        assertTrue(disk.exists(log(3)) && !disk.exists(log(4)));
    }

    private static FileStorage storage(MemoryDisk at) {
        return FileStorage.open(at, new Random(1), notice -> {});
    }

    private static FileFeedStore open(MemoryDisk at) {
        return FileFeedStore.open(at, PARTY, PartyLog.PARTY, 600, new Random(1), notice -> {});
    }

    private static DiskPath log(int segment) {
        return PARTY.resolve("0000000" + segment + ".log");
    }

    private List<Finding> look(MemoryDisk at) {
        findings.clear();
        new Fsck(at, findings::add).look();
        return List.copyOf(findings);
    }

    private List<Finding> repair(MemoryDisk at) {
        findings.clear();
        new Fsck(at, findings::add).repair(new Random(2));
        return List.copyOf(findings);
    }

    private static boolean has(List<Finding> found, Kind kind, String words) {
        return found.stream().anyMatch(it -> it.kind() == kind && it.says().contains(words));
    }

    @Test
    void nothingIsFoundInAFolderThatIsWhole() throws IOException {
        Fsck fsck = new Fsck(disk, findings::add);
        fsck.look();
        assertEquals(List.of(), findings);
        assertEquals("1 parties, 2 feeds, 11 blocks, 1 records, 1 blobs", fsck.summary());

        List<DiskPath> before = disk.files();
        assertEquals(List.of(), repair(disk));
        assertEquals(before, disk.files());
    }

    /** Whatever bit is wrong: it is found, nothing is changed by looking, and after the repair all other runs are there. */
    @Test
    void everyFlippedBitCostsAtMostItsOwnRun() throws IOException {
        for (int segment = 0; segment < 4; segment++) {
            int size = disk.content(log(segment)).length;
            for (int at = 0; at < size; at++) {
                MemoryDisk rotten = disk.image(Survival.ALL);
                rotten.flip(log(segment), at, 1 << at % 8);
                boolean lastMark = segment == 3 && at >= size - MARK;
                Kind least = lastMark ? Kind.NOTE : Kind.DAMAGED;
                assertTrue(look(rotten).stream().anyMatch(it -> it.kind() == least), "nothing was found at byte " + at);
                judge(rotten, at < HEADER || lastMark ? 0 : 1);
            }
        }
    }

    private void judge(MemoryDisk rotten, int mayBeLost) throws IOException {
        long before = rotten.size();
        look(rotten);
        assertEquals(before, rotten.size());

        repair(rotten);
        List<Finding> told = List.copyOf(findings);
        List<Run> lacking = new ArrayList<>();
        try (FeedStore store = open(rotten)) {
            runs.stream()
                    .filter(run -> store.extent(run.head().feed()).length() == run.from())
                    .forEach(lacking::add);
            assertTrue(lacking.size() <= mayBeLost, "lost: " + lacking.size());
            lacking.forEach(store::append); // as a peer would send them
            store.force();
        }
        boolean more = lacking.stream()
                .anyMatch(lost -> lost.head().extent().length() < all(lost).size());
        assertEquals(more, has(told, Kind.LOST, "it had"), told.toString());
        repair(rotten);
        try (FeedStore store = open(rotten)) {
            assertEquals(one.payloads(), PartyLog.blocks(store, one.key()));
            assertEquals(two.payloads(), PartyLog.blocks(store, two.key()));
        }
    }

    private List<Bytes> all(Run run) {
        return run.head().feed().equals(one.key()) ? one.payloads() : two.payloads();
    }

    @Test
    void aMissingSegmentIsNamedWithTheBlocksThatItTakesAway() throws IOException {
        disk.delete(log(1));
        List<Finding> found = look(disk);
        assertTrue(has(found, Kind.DAMAGED, "is missing"), found.toString());
        assertTrue(has(found, Kind.LOST, "lacks block"), found.toString());

        repair(disk);
        try (FeedStore store = open(disk)) {
            assertFalse(PartyLog.blocks(store, one.key()).isEmpty());
        }
        assertTrue(disk.files().stream().anyMatch(it -> it.name().endsWith("2.damaged")), "what stood behind is kept");
        assertFalse(disk.exists(PARTY.resolve("00000002.index")), "an index of nothing");
    }

    /** Wherever the power goes off in a repair, another one ends it, and nothing that was readable before is gone. */
    @Test
    void aRepairThatWasCutIsEndedByTheNext() throws IOException {
        boolean ended = false;
        int cuts = 0;
        for (long after = 0; !ended; after++) {
            for (Survival survival : List.of(Survival.ALL, Survival.NONE, Survival.prefix(new Random(after)))) {
                MemoryDisk rotten = disk.image(Survival.ALL);
                rotten.flip(log(1), HEADER + 40, 1);
                rotten.faults().powerOffAfter(after);
                ended = acknowledges(() -> repair(rotten));
                MemoryDisk next = rotten.crash(survival);
                if (!ended && next.exists(PARTY.resolve("repair"))) {
                    EchoException refusal =
                            assertThrows(EchoException.class, () -> open(next).close());
                    assertTrue(String.valueOf(refusal.getMessage()).contains("echodb fsck"), refusal.getMessage());
                }
                judge(next, 1);
                cuts += ended ? 0 : 1;
            }
        }
        assertTrue(cuts > 30, "cuts: " + cuts);
    }

    /** A full disk, say, where the only segment has another name already: the party is not forgotten by who lists them. */
    @Test
    void aPartyWhoseRepairFailedIsStillListed() throws IOException {
        for (int segment = 1; segment < 4; segment++) {
            disk.delete(log(segment));
        }
        for (DiskPath file : disk.files()) {
            if (file.name().endsWith(".index")) {
                disk.delete(file);
            }
        }
        disk.flip(log(0), 20, 1);
        MemoryDisk full = disk.image(Survival.ALL);
        for (long free = 0; full.exists(log(0)); free += 10) { // until it suffices for all but the new segment
            MemoryDisk filled = disk.image(Survival.ALL);
            filled.faults().freeBytes(free);
            assertThrows(EchoException.class, () -> repair(filled));
            full = filled;
        }
        try (FileStorage storage = storage(full)) {
            assertEquals(List.of(PartyLog.PARTY), storage.parties());
            EchoException refusal = assertThrows(EchoException.class, () -> storage.open(PartyLog.PARTY));
            assertEquals(EchoException.Kind.CORRUPT, refusal.kind());
            full.faults().mend();
            storage.repair(PartyLog.PARTY);
            try (FeedStore store = storage.open(PartyLog.PARTY)) {
                assertFalse(PartyLog.blocks(store, one.key()).isEmpty());
            }
            assertEquals(List.of(PartyLog.PARTY), storage.parties());
        }
    }

    /** What a repair reports to be mended is durable, without what was set aside. */
    @Test
    void whatARepairStoredAnewSurvivesAPowerCut() throws IOException {
        disk.flip(log(1), 20, 1); // the header: no run is lost
        repair(disk);
        MemoryDisk next = disk.crash(Survival.NONE);
        for (DiskPath file : next.files()) {
            if (file.name().contains("damaged")) {
                next.delete(file);
            }
        }
        try (FeedStore store = open(next)) {
            assertEquals(one.payloads(), PartyLog.blocks(store, one.key()));
            assertEquals(two.payloads(), PartyLog.blocks(store, two.key()));
        }
    }

    /** What a peer sent reaches into a run that was set aside: the rest of that run is still of use. */
    @Test
    void whatWasSetAsideGoesOnWithinARun() throws IOException {
        MemoryDisk rotten = new MemoryDisk();
        storage(rotten).close();
        LinkedFeed feed = new LinkedFeed(7);
        try (FeedStore store = open(rotten)) {
            for (int i = 0; i < 3; i++) {
                store.append(feed.next(2, 200));
            }
        }
        rotten.flip(log(1), HEADER + 40, 1);
        repair(rotten);
        try (FeedStore store = open(rotten)) {
            assertEquals(2, store.extent(feed.key()).length());
            store.append(new Run(2, feed.payloads().subList(2, 5), feed.head(5)));
        }
        repair(rotten);
        try (FeedStore store = open(rotten)) {
            assertEquals(feed.payloads(), PartyLog.blocks(store, feed.key()));
        }
    }

    @Test
    void whatWasSetAsideIsNeverReplaced() throws IOException {
        disk.flip(log(1), HEADER + 40, 1);
        repair(disk);
        byte[] aside = disk.content(PARTY.resolve("00000001.damaged"));
        disk.flip(log(1), 20, 1);
        repair(disk);
        assertArrayEquals(aside, disk.content(PARTY.resolve("00000001.damaged")));
        judge(disk, 1);
    }

    @Test
    void aSegmentWithoutItsSealIsDamaged() throws IOException {
        byte[] whole = disk.content(log(1));
        PartyLog.put(disk, log(1), Arrays.copyOf(whole, whole.length - SEAL));
        assertTrue(has(look(disk), Kind.DAMAGED, "ends without the seal"), findings.toString());
        judge(disk, 0);
    }

    @Test
    void blocksThatStandTwiceAreDamage() throws IOException {
        MemoryDisk other = new MemoryDisk();
        LinkedFeed feed = new LinkedFeed(1);
        try (FeedStore store = FileFeedStore.open(other, PARTY, PartyLog.PARTY, 1, new Random(9), notice -> {})) {
            store.append(feed.next(1, 20));
            store.append(feed.next(1, 20));
        }
        PartyLog.put(disk, log(1), other.content(log(1)));
        assertTrue(has(look(disk), Kind.DAMAGED, "twice"), findings.toString());
    }

    /** A whole file is no damage, whatever it does there: it is not taken apart. */
    @Test
    void aSegmentOfAnotherPlaceOrVersionIsLeftAlone() throws IOException {
        byte[] later = disk.content(log(1));
        later[11] = 3;
        assertTrue(has(look(with(later)), Kind.DAMAGED, "does not begin"), "a version that nobody wrote is damage");
        CRC32C crc = new CRC32C();
        crc.update(later, 0, HEADER - 4);
        ByteBuffer.wrap(later).putInt(HEADER - 4, (int) crc.getValue());
        assertRefused(with(later), "was written by a newer version of ECHO");
        ByteBuffer.wrap(later).putInt(HEADER - 4, 0); // a header that has grown
        crc.reset();
        crc.update(later, 0, HEADER + 8);
        ByteBuffer.wrap(later).putInt(HEADER + 8, (int) crc.getValue());
        assertRefused(with(later), "was written by a newer version of ECHO");
        assertRefused(with(disk.content(log(2))), "another place");
    }

    private MemoryDisk with(byte[] second) throws IOException {
        MemoryDisk changed = disk.image(Survival.ALL);
        PartyLog.put(changed, log(1), second);
        return changed;
    }

    private void assertRefused(MemoryDisk changed, String words) {
        List<DiskPath> before = changed.files();
        EchoException refusal = assertThrows(EchoException.class, () -> repair(changed));
        assertEquals(EchoException.Kind.CORRUPT, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal.getMessage());
        assertEquals(before, changed.files());
    }

    /** The device wrote on, or a peer had the other branch: what was set aside does not follow on that, and stays where it is. */
    @Test
    void whatWasSetAsideIsNotPutUponAnotherBranch() throws IOException {
        disk.flip(log(1), HEADER + 40, 1);
        repair(disk);
        LinkedFeed other = new LinkedFeed(1);
        try (FeedStore store = open(disk)) {
            int stored = (int) store.extent(one.key()).length();
            assertTrue(stored < one.payloads().size());
            for (Run run : runs) {
                if (run.head().feed().equals(one.key()) && run.from() < stored) {
                    other.next(1, run.payloads().get(0).size());
                }
            }
            store.append(other.next(1, 20, 7));
        }
        repair(disk);
        assertTrue(has(findings, Kind.LOST, "goes on otherwise"), findings.toString());
        try (FeedStore store = open(disk)) {
            assertEquals(other.payloads(), PartyLog.blocks(store, one.key()));
        }
    }

    /** What fills a gap was set aside later than what follows on it. */
    @Test
    void whatWasSetAsideIsTriedUntilNothingFollowsAnyMore() throws IOException {
        disk.flip(log(1), HEADER + 40, 1);
        repair(disk);
        List<Run> lacking = new ArrayList<>();
        try (FeedStore store = open(disk)) {
            runs.stream()
                    .filter(run -> store.extent(run.head().feed()).length() == run.from())
                    .forEach(lacking::add);
            lacking.forEach(store::append);
        }
        int newest = (int) disk.files().stream()
                        .filter(file -> file.name().endsWith(".log"))
                        .count()
                - 1;
        disk.replace(log(newest), PARTY.resolve("0000000" + newest + ".damaged.9"));
        repair(disk);
        try (FeedStore store = open(disk)) {
            assertEquals(one.payloads(), PartyLog.blocks(store, one.key()));
            assertEquals(two.payloads(), PartyLog.blocks(store, two.key()));
        }
    }

    @Test
    void aNewestSegmentThatIsGoneIsToldByItsIndex() throws IOException {
        disk.delete(log(3));
        disk.delete(log(2));
        assertTrue(has(look(disk), Kind.DAMAGED, "is missing"), findings.toString());
    }

    @Test
    void aTornTailIsNoted() throws IOException {
        MemoryDisk torn = new MemoryDisk();
        storage(torn).close();
        FileFeedStore store = open(torn);
        LinkedFeed feed = new LinkedFeed(3);
        store.append(feed.next(1, 10));
        store.force();
        long whole = torn.content(log(0)).length;
        store.append(feed.next(1, 10));
        MemoryDisk left = torn.crash((path, pending) -> path.equals(log(0)) ? pending - 1 : pending);
        List<Finding> found = look(left);
        assertEquals(1, found.size(), found.toString());
        assertTrue(has(found, Kind.NOTE, "has a torn tail from offset " + whole), found.toString());
    }

    @Test
    void recordsAndBlobsAreLookedAtToo() throws IOException {
        disk.flip(new DiskPath("meta/a.record"), 20, 1);
        DiskPath blob =
                PARTY.resolve("blobs").resolve(Cid.of(Bytes.utf8("blob")).toString());
        disk.flip(blob, 13, 1);
        List<Finding> found = look(disk);
        assertEquals(2, found.size(), found.toString());
        assertTrue(has(found, Kind.DAMAGED, "fails its checksum"));
        assertTrue(has(found, Kind.DAMAGED, "its bytes do not have that name"));
        assertTrue(disk.exists(blob));
    }

    @Test
    void aFolderInUseIsLeftAlone() {
        try (FileStorage inUse = storage(disk)) {
            assertEquals(1, inUse.parties().size());
            EchoException refusal = assertThrows(EchoException.class, () -> look(disk));
            assertEquals(EchoException.Kind.STORAGE, refusal.kind());
            assertTrue(String.valueOf(refusal.getMessage()).contains("stop it first"));
        }
    }

    private static boolean acknowledges(Runnable work) {
        try {
            work.run();
            return true;
        } catch (EchoException e) {
            return false;
        }
    }
}
