package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Durability;
import echo.api.feed.FeedStore;
import echo.api.feed.GroupCommit;
import echo.api.feed.Run;
import echo.api.feed.SetBack;
import echo.api.feed.Timeframe;
import echo.api.feed.Unforced;
import echo.simulation.contract.SampleFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Durability OS: a killed process loses nothing; a power cut takes ends of feeds, never a middle, and the device knows that it
 * may have; and once the storage was closed, nothing is missing.
 */
class UnforcedLogTest {
    private static final GroupCommit OS = new GroupCommit(Durability.OS, 0, 1000);
    private static final int SEGMENT_BYTES = 1_500;

    private final SampleFeed feed = new SampleFeed(1);
    private final List<Run> runs = new ArrayList<>();

    UnforcedLogTest() {
        for (int i = 0; i < 12; i++) {
            runs.add(feed.next(1 + i % 3, 160));
        }
    }

    private static FileStorage open(MemoryDisk disk, GroupCommit commits) {
        return FileStorage.open(disk, new FileStorage.Settings(SEGMENT_BYTES, commits), new Random(1), notice -> {});
    }

    /** Appends and forces each run; returns how many it got to before the disk failed. */
    private int play(MemoryDisk disk) {
        int appended = 0;
        try {
            FeedStore store = open(disk, OS).open(PartyLog.PARTY);
            for (Run run : runs) {
                appended++;
                store.append(run);
                store.force();
            }
        } catch (EchoException e) {
            assertEquals(Kind.STORAGE, e.kind(), e.getMessage());
        }
        return appended;
    }

    private int found(FeedStore store) {
        long length = store.extent(feed.key()).length();
        int found = 0;
        while (found < runs.size() && runs.get(found).head().extent().length() <= length) {
            Run run = runs.get(found);
            assertEquals(run, store.read(feed.key(), run.from(), 1).orElseThrow());
            found++;
        }
        assertEquals(
                length, found == 0 ? 0 : runs.get(found - 1).head().extent().length());
        return found;
    }

    private static boolean isSetBack(FileStorage storage) {
        return SetBack.of(storage.meta(), PartyLog.PARTY).isPresent();
    }

    @Test
    void aForceForcesNothing() {
        MemoryDisk disk = new MemoryDisk();
        FeedStore store = open(disk, OS).open(PartyLog.PARTY);
        store.append(runs.get(0));
        disk.faults().failForceAfter(0);
        store.force();
    }

    @Test
    void aPowerCutTakesAnEndAndTheDeviceKnows() {
        Random random = new Random(3);
        MemoryDisk whole = new MemoryDisk();
        assertEquals(runs.size(), play(whole));
        int lost = 0;
        for (long steps = 0; steps <= whole.faults().changes(); steps++) {
            MemoryDisk disk = new MemoryDisk();
            disk.faults().powerOffAfter(steps);
            int appended = play(disk);
            for (int i = 0; i < 12; i++) {
                Survival survival = i % 2 == 0 ? Survival.prefix(random) : Survival.pages(random);
                try (FileStorage storage = open(disk.crash(survival), GroupCommit.DEFAULT)) {
                    boolean wasThere = storage.parties().contains(PartyLog.PARTY);
                    FeedStore store = storage.open(PartyLog.PARTY);
                    int found = found(store);
                    assertTrue(found <= appended, found + " of " + appended);
                    assertTrue(isSetBack(storage) || !wasThere, found + " of " + appended + " and not set back");
                    lost += appended - found;
                    runs.subList(found, runs.size()).forEach(store::append);
                    store.force();
                    assertEquals(runs.size(), found(store));
                }
            }
        }
        assertTrue(lost > 100, "power cuts took only " + lost + " runs");
    }

    @Test
    void aKilledProcessLosesNothingButHasToCompare() {
        MemoryDisk disk = new MemoryDisk();
        play(disk);
        disk.unlock();
        try (FileStorage storage = open(disk, OS)) {
            assertEquals(runs.size(), found(storage.open(PartyLog.PARTY)));
            assertTrue(isSetBack(storage));
        }
    }

    @Test
    void whatWasClosedIsThereAndNotSetBack() {
        MemoryDisk disk = new MemoryDisk();
        try (FileStorage storage = open(disk, OS)) {
            FeedStore store = storage.open(PartyLog.PARTY);
            runs.forEach(store::append);
            assertTrue(storage.meta().get(Unforced.RECORD).isPresent());
        }
        try (FileStorage storage = open(disk.crash(Survival.NONE), GroupCommit.DEFAULT)) {
            assertEquals(runs.size(), found(storage.open(PartyLog.PARTY)));
            assertFalse(isSetBack(storage));
        }
    }

    /** Also where a party was closed before, and the disk did not take its end. */
    @Test
    void whatCouldNotBeForcedWhenItWasClosedIsSetBack() {
        MemoryDisk disk = new MemoryDisk();
        FileStorage storage = open(disk, OS);
        FeedStore store = storage.open(PartyLog.PARTY);
        store.append(runs.get(0));
        disk.faults().failForceAfter(0);
        assertThrows(EchoException.class, store::close);
        disk.faults().mend();
        storage.close();
        try (FileStorage again = open(disk, GroupCommit.DEFAULT)) {
            assertTrue(isSetBack(again));
        }
    }

    /** Where a feed begins is durable at once, and so is what stands before. */
    @Test
    void aTrimmedLogIsWholeAfterAPowerCut() {
        MemoryDisk disk = new MemoryDisk();
        FeedStore store = open(disk, OS).open(PartyLog.PARTY);
        runs.subList(0, 4).forEach(store::append);
        store.trim(Timeframe.EMPTY.with(feed.key(), runs.get(2).head().extent()));
        store.append(runs.get(4));
        store.force();
        try (FileStorage storage = open(disk.crash(Survival.NONE), GroupCommit.DEFAULT)) {
            FeedStore again = storage.open(PartyLog.PARTY);
            assertEquals(runs.get(3).head().extent(), again.extent(feed.key()));
            assertEquals(runs.get(2).head().extent(), again.start(feed.key()));
        }
    }

    @Test
    void theNoteStandsUntilTheStorageIsForcedAgain() {
        MemoryDisk disk = new MemoryDisk();
        play(disk);
        disk.unlock();
        open(disk, GroupCommit.DEFAULT).close();
        try (FileStorage storage = open(disk, GroupCommit.DEFAULT)) {
            assertTrue(storage.meta().get(Unforced.RECORD).isEmpty());
            assertTrue(isSetBack(storage), "only who compares lifts that");
        }
    }
}
