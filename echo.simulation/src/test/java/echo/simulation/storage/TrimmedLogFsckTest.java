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
import echo.storage.file.FileFeedStore;
import echo.storage.file.FileStorage;
import echo.storage.file.Finding;
import echo.storage.file.Finding.Kind;
import echo.storage.file.Fsck;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What is missing because it was trimmed is no damage, and damage in a trimmed log is described and repaired as in any other (P2, P8).
 *
 * <pre>
 *   00000002   one 6   two 3          stands for 0 to 2
 *   00000003   …                      not rewritten, with dead runs or without
 *   trim       one begins at 6, two at 2
 * </pre>
 */
class TrimmedLogFsckTest {
    private static final DiskPath PARTY =
            new DiskPath("parties").resolve(PartyLog.PARTY.bytes().toHex());
    private static final DiskPath TRIM = PARTY.resolve("trim");
    private static final int STARTS_AT = 6;

    private final LinkedFeed one = new LinkedFeed(1);
    private final LinkedFeed two = new LinkedFeed(2);
    private final List<Run> runs = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final MemoryDisk disk = new MemoryDisk();

    TrimmedLogFsckTest() {
        FileStorage.open(disk, new Random(1), notice -> {}).close();
        try (FeedStore store = open(disk)) {
            for (int i = 0; i < 14; i++) {
                Run run = (i % 3 == 1 ? two : one).next(1, 20 + i);
                runs.add(run);
                store.append(run);
                store.force();
            }
            store.trim(Timeframe.EMPTY.with(one.key(), one.extent(STARTS_AT)).with(two.key(), two.extent(2)));
        }
    }

    private static FileFeedStore open(MemoryDisk at) {
        return FileFeedStore.open(at, PARTY, PartyLog.PARTY, 600, new Random(at.size()), notice -> {});
    }

    private static void eraseAll(MemoryDisk at) {
        try (FeedStore store = open(at)) {
            boolean more = store.erase();
            assertTrue(more);
            while (more) {
                more = store.erase();
            }
        }
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

    @Test
    void nothingIsFoundInATrimmedLog() {
        assertEquals(List.of(), look(disk));
        eraseAll(disk);
        assertEquals(List.of(), look(disk));
        Fsck fsck = new Fsck(disk, findings::add);
        fsck.look();
        assertTrue(fsck.summary().startsWith("1 parties, 2 feeds, 6 blocks"), fsck.summary());
        List<DiskPath> before = disk.files();
        assertEquals(List.of(), repair(disk));
        assertEquals(before, disk.files());
    }

    /** Whatever bit of a log is wrong: it is found, and after the repair, and what peers send, all live runs are there. */
    @Test
    void everyFlippedBitOfATrimmedLogCostsAtMostItsOwnRun() throws IOException {
        everyFlippedBit();
        eraseAll(disk);
        everyFlippedBit();
    }

    private void everyFlippedBit() throws IOException {
        int flipped = 0;
        for (DiskPath file : disk.files()) {
            int size = file.name().endsWith(".log") ? disk.content(file).length : 0;
            for (int at = 0; at < size; at++) {
                MemoryDisk rotten = disk.image(Survival.ALL);
                rotten.flip(file, at, 1 << at % 8);
                assertFalse(look(rotten).isEmpty(), "nothing was found at byte " + at + " of " + file);
                judge(rotten);
                flipped++;
            }
        }
        assertTrue(flipped > 1000, "flipped: " + flipped);
    }

    private void judge(MemoryDisk rotten) {
        repair(rotten);
        try (FeedStore store = open(rotten)) {
            List<Run> lacking = runs.stream()
                    .filter(run -> store.extent(run.head().feed()).length() == run.from())
                    .toList();
            assertTrue(lacking.size() <= 1, "lost: " + lacking.size());
            lacking.forEach(store::append); // as a peer would send them
            store.force();
        }
        repair(rotten);
        try (FeedStore store = open(rotten)) {
            holds(store);
            while (store.erase()) {
                holds(store);
            }
            holds(store);
        }
    }

    private void holds(FeedStore store) {
        for (LinkedFeed feed : List.of(one, two)) {
            int start = feed.equals(one) ? STARTS_AT : 2;
            int length = feed.payloads().size();
            assertEquals(feed.extent(start), store.start(feed.key()));
            assertEquals(feed.extent(length), store.extent(feed.key()));
            for (long at = start; at < length; ) {
                Run run = store.read(feed.key(), at, 1).orElseThrow();
                Extent end = run.head().extent();
                assertEquals(feed.payloads().subList((int) at, (int) end.length()), run.payloads());
                at = end.length();
            }
        }
    }

    /** The power went before what a segment stands for was removed: that is noted, and the next opening removes it. */
    @Test
    void whatARewritingLeftIsNotedAndNothingIsTwice() throws IOException {
        int noted = 0;
        for (long steps = 0; steps < 60; steps++) {
            MemoryDisk left = disk.image(Survival.ALL);
            try (FeedStore store = open(left)) {
                left.faults().powerOffAfter(steps);
                boolean more = true;
                while (more) {
                    more = store.erase();
                }
            } catch (EchoException e) {
                assertEquals(EchoException.Kind.STORAGE, e.kind());
            }
            MemoryDisk found = left.crash(Survival.ALL);
            List<Finding> told = look(found);
            assertTrue(told.stream().allMatch(it -> it.kind() == Kind.NOTE), told.toString());
            noted += told.stream().anyMatch(it -> it.says().contains("a later segment stands for it")) ? 1 : 0;
            assertEquals(
                    List.of(),
                    repair(found).stream().filter(it -> it.kind() != Kind.NOTE).toList());
            try (FeedStore store = open(found)) {
                holds(store);
            }
            assertEquals(List.of(), look(found));
        }
        assertTrue(noted > 0, "no cut left a segment that another stands for");
    }

    @Test
    void aMissingSegmentOfATrimmedLogIsNamed() throws IOException {
        eraseAll(disk);
        DiskPath first = disk.files().stream()
                .filter(file -> file.name().endsWith(".log"))
                .findFirst()
                .orElseThrow();
        disk.delete(first);
        List<Finding> told = look(disk);
        assertTrue(told.stream().anyMatch(it -> it.says().contains("is missing")), told.toString());
        assertTrue(
                told.stream().anyMatch(it -> it.kind() == Kind.LOST && it.says().contains("lacks block")),
                told.toString());
    }

    /** The checksum names the bit; nothing is lost, and nothing else is touched. */
    @Test
    void everyFlippedBitOfATrimFileIsMended() throws IOException {
        eraseAll(disk);
        byte[] whole = disk.content(TRIM);
        for (int at = 0; at < whole.length; at++) {
            MemoryDisk rotten = disk.image(Survival.ALL);
            rotten.flip(TRIM, at, 1 << at % 8);
            EchoException refusal =
                    assertThrows(EchoException.class, () -> open(rotten).close());
            assertEquals(EchoException.Kind.CORRUPT, refusal.kind());
            List<Finding> told = look(rotten);
            assertEquals(1, told.size(), told.toString());
            assertTrue(told.get(0).file().endsWith("trim") && told.get(0).kind() == Kind.DAMAGED, told.toString());
            repair(rotten);
            assertArrayEquals(whole, rotten.content(TRIM));
            try (FeedStore store = open(rotten)) {
                holds(store);
            }
            assertEquals(List.of(), look(rotten));
        }
    }

    /** Where more is damaged, what the file still says is proved by the links of the runs that follow. */
    @Test
    void whatATrimFileStillSaysIsProvedByTheLog() throws IOException {
        eraseAll(disk);
        byte[] whole = disk.content(TRIM);
        for (int bad : List.of(0, 8, 12, 44, whole.length - 4)) {
            MemoryDisk rotten = disk.image(Survival.ALL);
            rotten.flip(TRIM, bad, 0xff);
            assertEquals(1, look(rotten).size(), findings.toString());
            repair(rotten);
            assertArrayEquals(whole, rotten.content(TRIM));
            try (FeedStore store = open(rotten)) {
                holds(store);
            }
        }
    }

    /** Of the feed whose beginning nobody knows any more only the first run goes, and the party is of use again. */
    @Test
    void aFeedWhoseBeginningIsNotKnownBeginsAfterItsFirstRun() throws IOException {
        eraseAll(disk);
        Extent first = run(one, STARTS_AT).head().extent();
        int entry = disk.content(TRIM).length - 4 - 2 * 136;
        boolean oneIsFirst = one.key().compareTo(two.key()) < 0;
        disk.flip(TRIM, entry + (oneIsFirst ? 0 : 136) + 45, 0xff); // the link
        List<Finding> told = look(disk);
        assertTrue(
                told.stream().anyMatch(it -> it.kind() == Kind.LOST && it.says().contains("begins at block")));
        repair(disk);
        try (FeedStore store = open(disk)) {
            assertEquals(first, store.start(one.key()));
            assertEquals(one.extent(one.payloads().size()), store.extent(one.key()));
            assertEquals(two.extent(2), store.start(two.key()));
            store.append(one.next(1, 7));
            store.force();
        }
        assertEquals(List.of(), look(disk));
        assertTrue(disk.files().stream().anyMatch(it -> it.name().equals("trim.aside")), "it is kept");
    }

    private Run run(LinkedFeed feed, long from) {
        return runs.stream()
                .filter(it -> it.head().feed().equals(feed.key()) && it.from() == from)
                .findFirst()
                .orElseThrow();
    }

    /** Nothing is erased yet: every feed is whole, and simply begins where it once began. */
    @Test
    void aTrimFileThatIsGoneBeforeAnythingWasErasedCostsNothing() throws IOException {
        disk.makeUnreadable(TRIM, 0, 1);
        assertTrue(look(disk).stream().anyMatch(it -> it.says().contains("the disk cannot read")), findings.toString());
        repair(disk);
        try (FeedStore store = open(disk)) {
            assertEquals(one.payloads(), PartyLog.blocks(store, one.key()));
            assertEquals(two.payloads(), PartyLog.blocks(store, two.key()));
        }
        assertTrue(findings.stream().noneMatch(it -> it.kind() == Kind.LOST), findings.toString());
    }

    @Test
    void aTrimFileThatIsMissingIsMissed() throws IOException {
        eraseAll(disk);
        disk.delete(TRIM);
        List<Finding> told = look(disk);
        assertTrue(told.stream().anyMatch(it -> it.says().contains("is missing, though")), told.toString());
        repair(disk);
        try (FeedStore store = open(disk)) {
            assertEquals(one.extent(one.payloads().size()), store.extent(one.key()));
        }
        assertEquals(List.of(), look(disk));
    }

    /** Wherever the power goes off while the file is mended, the next repair ends it. */
    @Test
    void aMendingThatWasCutIsEndedByTheNext() throws IOException {
        eraseAll(disk);
        disk.flip(TRIM, 70, 1);
        boolean ended = false;
        for (long after = 0; !ended; after++) {
            for (Survival survival : List.of(Survival.ALL, Survival.NONE, Survival.prefix(new Random(after)))) {
                MemoryDisk rotten = disk.image(Survival.ALL);
                rotten.faults().powerOffAfter(after);
                try {
                    repair(rotten);
                    ended = true;
                } catch (EchoException e) {
                    assertEquals(EchoException.Kind.STORAGE, e.kind());
                }
                MemoryDisk next = rotten.crash(survival);
                repair(next);
                try (FeedStore store = open(next)) {
                    holds(store);
                }
            }
        }
    }
}
