package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.simulation.contract.SampleFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Power cuts (P2): after every step that the disk is asked for, with every tear of what was not forced. What was forced is
 * there, what is there is a prefix of what was appended, and the store opens and goes on.
 *
 * <pre>
 *   open  a b | c | a | a c b | b     letters: a run of that feed; bars: forces
 * </pre>
 */
class FeedLogCrashTest {
    private static final String SCRIPT = "ab|c|a|acb|b";

    private final List<Run> runs = new ArrayList<>();
    private int crashStates;

    FeedLogCrashTest() {
        SampleFeed[] feeds = {new SampleFeed(1), new SampleFeed(2), new SampleFeed(3)};
        SCRIPT.chars().filter(Character::isLetter).forEach(letter -> {
            SampleFeed feed = feeds[letter - 'a'];
            runs.add(feed.next(1 + feed.length() % 3, 160 * runs.size()));
        });
    }

    /** The log that the script is played on. */
    PartyLog log() {
        return new PartyLog();
    }

    /** At least so many writes, and so many forces, the disk does for the script. */
    int mostFaults() {
        return 20;
    }

    /**
     * What a script came to before the power went.
     *
     * @param appended number of runs that were given to the store, the last maybe in part
     * @param forced number of runs whose force returned
     */
    private record Progress(int appended, int forced) {
        Progress and(Progress later) {
            return new Progress(Math.max(appended, later.appended), Math.max(forced, later.forced));
        }
    }

    @Test
    void whatWasForcedSurvivesAPowerCutAfterEveryStepWithEveryTear() {
        Random random = new Random(5);
        for (long steps = 0; steps <= stepsOfWholeScript(); steps++) {
            MemoryDisk disk = new MemoryDisk();
            disk.faults().powerOffAfter(steps);
            Progress progress = play(disk);
            int unforced = unforced(disk);
            for (int tear = 0; tear <= unforced; tear++) {
                int kept = tear;
                opensToAPrefix(disk.crash((path, pending) -> Math.min(kept, pending)), progress);
            }
            for (int i = 0; i < 8; i++) { // a tear of its own in each file and folder
                opensToAPrefix(disk.crash(Survival.prefix(random)), progress);
                opensToAPrefix(disk.crash(Survival.pages(random)), progress);
            }
        }
        assertTrue(crashStates >= 10_000, "only " + crashStates + " crash states were reached");
    }

    @Test
    void whatWasForcedSurvivesASecondPowerCutDuringRecovery() {
        Random random = new Random(7);
        for (long steps = 0; steps <= stepsOfWholeScript(); steps++) {
            for (long recoverySteps = 0; recoverySteps < mostFaults() / 2 + 2; recoverySteps++) {
                MemoryDisk disk = new MemoryDisk();
                disk.faults().powerOffAfter(steps);
                Progress progress = play(disk);
                MemoryDisk second = disk.crash(Survival.prefix(random));
                second.faults().powerOffAfter(recoverySteps);
                Progress resumed = play(second);
                opensToAPrefix(second.crash(Survival.prefix(random)), progress.and(resumed));
            }
        }
    }

    @Test
    void whatWasForcedSurvivesEveryFailingWriteAndForce() {
        int most = 0;
        for (int n = 0; n < mostFaults(); n++) {
            MemoryDisk writes = new MemoryDisk();
            writes.faults().failWriteAfter(n);
            Progress written = play(writes);
            opensToAPrefix(writes.crash(Survival.ALL), written);
            MemoryDisk forces = new MemoryDisk();
            forces.faults().failForceAfter(n);
            Progress forced = play(forces);
            opensToAPrefix(forces.crash(Survival.NONE), forced);
            most = Math.max(most, forced.forced());
        }
        assertEquals(runs.size() - 1, most);
    }

    /**
     * After a force that failed a system may take for written what is not: no later force writes it, though it is read until the
     * power goes. The store is opened again on the same disk, and what is forced then is there.
     */
    @Test
    void whatAFailedForceLeftIsWrittenOnceMore() {
        for (int n = 0; n < mostFaults(); n++) {
            MemoryDisk disk = new MemoryDisk();
            disk.faults().failForceAfter(n);
            Progress failed = play(disk);
            disk.faults().mend();
            FeedStore again = log().open(disk);
            int found = prefix(again);
            assertTrue(found >= failed.forced(), found + " runs found after " + failed);
            runs.subList(found, runs.size()).forEach(again::append);
            again.force();
            opensToAPrefix(disk.crash(Survival.NONE), new Progress(runs.size(), runs.size()));
        }
    }

    @Test
    void whatWasForcedSurvivesAFullDiskAtEveryByte() {
        int most = 0;
        for (int bytes = 0; bytes < 800 * mostFaults(); bytes += 17) {
            MemoryDisk disk = new MemoryDisk();
            disk.faults().freeBytes(bytes);
            Progress progress = play(disk);
            opensToAPrefix(disk.crash(Survival.ALL), progress);
            most = Math.max(most, progress.forced());
        }
        assertEquals(runs.size() - 1, most);
    }

    /** A killed process leaves in the system's memory what a later power cut would still take. */
    @Test
    void whatAKilledProcessLeftIsForcedBeforeItIsServed() {
        MemoryDisk disk = new MemoryDisk();
        FeedStore killed = log().open(disk);
        killed.append(runs.get(0));

        assertEquals(1, prefix(log().open(disk)));
        assertEquals(1, prefix(log().open(disk.crash(Survival.NONE))));
    }

    private long stepsOfWholeScript() {
        MemoryDisk disk = new MemoryDisk();
        assertEquals(new Progress(runs.size(), runs.size() - 1), play(disk));
        return disk.faults().changes();
    }

    /** The largest number of changes that one file or folder would lose. */
    private static int unforced(MemoryDisk disk) {
        int[] most = {0};
        disk.crash((path, pending) -> {
            most[0] = Math.max(most[0], pending);
            return 0;
        });
        return most[0];
    }

    /** Plays the script from where the store stands until it ends or the disk fails. */
    private Progress play(MemoryDisk disk) {
        int appended = 0;
        int forced = 0;
        try {
            FeedStore store = log().open(disk);
            for (int step = 0; step < SCRIPT.length(); step++) {
                if (SCRIPT.charAt(step) == '|') {
                    store.force();
                    forced = appended;
                } else {
                    Run run = runs.get(appended++);
                    if (run.from() == store.extent(run.head().feed()).length()) {
                        store.append(run);
                    }
                }
            }
        } catch (EchoException e) {
            assertEquals(EchoException.Kind.STORAGE, e.kind(), e.getMessage());
        }
        return new Progress(appended, forced);
    }

    private void opensToAPrefix(MemoryDisk disk, Progress progress) {
        crashStates++;
        try (FeedStore store = log().open(disk)) {
            int found = prefix(store);
            assertTrue(
                    found >= progress.forced() && found <= progress.appended(),
                    found + " runs found after " + progress);
            runs.subList(found, runs.size()).forEach(store::append);
            store.force();
        }
        try (FeedStore store = log().open(disk.crash(Survival.NONE))) {
            assertEquals(runs.size(), prefix(store), "the store goes on after a crash");
        }
    }

    /** The number of runs, from the first on, that the store holds; it must hold nothing else. */
    private int prefix(FeedStore store) {
        int found = 0;
        long blocks = 0;
        while (found < runs.size() && holds(store, runs.get(found))) {
            blocks += runs.get(found).payloads().size();
            found++;
        }
        assertEquals(
                blocks,
                store.feeds().stream()
                        .mapToLong(feed -> store.extent(feed).length())
                        .sum(),
                "blocks beyond the prefix");
        return found;
    }

    private static boolean holds(FeedStore store, Run run) {
        FeedKey feed = run.head().feed();
        return store.read(feed, run.from(), 1).filter(run::equals).isPresent();
    }
}
