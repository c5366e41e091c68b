package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.simulation.contract.LinkedFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileFeedStore;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Power cuts while a log is trimmed and what was trimmed is erased (P2, P8): after every step that the disk is asked for, with many
 * tears of what was not forced. Feeds begin where they did before a trim or after it, all of them; every block from there on that was
 * acknowledged is there; the store opens and goes on; and in the end no file holds a byte of what was trimmed.
 *
 * <pre>
 *   a b c   appends a run of that feed        A B   trims that feed below its last run
 *   |       forces                            *     trims all feeds to their ends
 *   e       a step of erasing                 E     all of them
 * </pre>
 */
class TrimCrashTest {
    private static final String SCRIPT = "abcab|abaceAe|bae|aBeeac|Eab|cb*ea|eEacb|bAeeeE|caA|E";

    private final LinkedFeed[] feeds = {new LinkedFeed(1), new LinkedFeed(2), new LinkedFeed(3)};
    private final List<Run> runs = new ArrayList<>();
    private final List<Timeframe> trims = new ArrayList<>(List.of(Timeframe.EMPTY));
    private int opened;
    private int crashStates;
    private int unfinished;
    private int unindexed;
    private int superseded;

    TrimCrashTest() {
        int[] lasts = new int[feeds.length];
        for (int at = 0; at < SCRIPT.length(); at++) {
            char letter = SCRIPT.charAt(at);
            if (letter >= 'a' && letter <= 'c') {
                LinkedFeed feed = feeds[letter - 'a'];
                lasts[letter - 'a'] = feed.payloads().size();
                runs.add(feed.next(blocks(feed, 1 + runs.size() % 3, 5 * (runs.size() % 4))));
            } else if (letter == 'A' || letter == 'B') {
                int feed = letter - 'A';
                trims.add(trims.get(trims.size() - 1).merge(below(feeds[feed], lasts[feed])));
            } else if (letter == '*') {
                Timeframe all = Timeframe.EMPTY;
                for (LinkedFeed feed : feeds) {
                    all = all.merge(below(feed, feed.payloads().size()));
                }
                trims.add(all);
            }
        }
    }

    private static List<Bytes> blocks(LinkedFeed feed, int count, int extra) {
        List<Bytes> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(Bytes.utf8(name(feed, feed.payloads().size() + i) + "~".repeat(extra)));
        }
        return blocks;
    }

    private static String name(LinkedFeed feed, int block) {
        return "<" + feed.key().bytes().toHex().substring(0, 4) + " " + block + ">";
    }

    private static Timeframe below(LinkedFeed feed, int length) {
        return Timeframe.EMPTY.with(feed.key(), feed.extent(length));
    }

    /** Size of a segment that is full, in bytes. */
    long segmentBytes() {
        return FileFeedStore.SEGMENT_BYTES;
    }

    private FeedStore open(MemoryDisk disk) {
        return FileFeedStore.open(
                disk, PartyLog.FOLDER, PartyLog.PARTY, segmentBytes(), new Random(opened++), notice -> {});
    }

    /**
     * What a script came to before the power went.
     *
     * @param appended number of runs that were given to the store, the last maybe in part
     * @param forced number of runs whose force returned
     * @param begun number of trims that were asked for
     * @param trimmed number of trims that returned
     */
    private record Progress(int appended, int forced, int begun, int trimmed) {
        Progress and(Progress later) {
            return new Progress(
                    Math.max(appended, later.appended),
                    Math.max(forced, later.forced),
                    Math.max(begun, later.begun),
                    Math.max(trimmed, later.trimmed));
        }
    }

    @Test
    void aPowerCutAfterEveryStepWithManyTearsLeavesTheStateBeforeOrAfter() throws IOException {
        Random random = new Random(11);
        long whole = stepsOfWholeScript();
        for (long steps = 0; steps <= whole; steps++) {
            MemoryDisk disk = new MemoryDisk();
            disk.faults().powerOffAfter(steps);
            Progress progress = play(disk);
            int unforced = unforced(disk);
            for (int tear = 0; tear <= unforced; tear += 1 + unforced / 128) {
                int kept = tear;
                goesOn(disk.crash((path, pending) -> Math.min(kept, pending)), progress);
            }
            goesOn(disk.crash(Survival.ALL), progress);
            for (int i = 0; i < 16; i++) {
                goesOn(disk.crash(Survival.prefix(random)), progress);
                goesOn(disk.crash(Survival.pages(random)), progress);
                goesOn(disk.crash(Survival.names(random)), progress);
            }
        }
        assertTrue(crashStates >= 10_000, "only " + crashStates + " crash states were reached");
        assertTrue(unfinished > 0 && unindexed > 0 && superseded > 0, "a rewriting was never cut in one of its steps");
    }

    /** What of a rewriting the cut left: a part, in no force; a segment without its index; some that another stands for. */
    private void count(MemoryDisk left) throws IOException {
        int reach = Integer.MAX_VALUE;
        for (int number = 99; number >= 0; number--) {
            if (left.exists(PartyLog.log(number))) {
                ByteBuffer header = ByteBuffer.wrap(left.content(PartyLog.log(number)));
                superseded += number >= reach ? 1 : 0;
                reach = Math.min(reach, header.getInt(8) == 2 ? header.getInt(56) : number);
                unindexed += header.getInt(8) == 2 && !indexed(left, number, header.getLong(48)) ? 1 : 0;
            }
            unfinished +=
                    left.exists(PartyLog.FOLDER.resolve(PartyLog.log(number).name() + "~")) ? 1 : 0;
        }
    }

    private static boolean indexed(MemoryDisk disk, int number, long marker) throws IOException {
        return disk.exists(PartyLog.index(number))
                && ByteBuffer.wrap(disk.content(PartyLog.index(number))).getLong(16) == marker;
    }

    @Test
    void aSecondPowerCutDuringRecoveryDoesNeither() throws IOException {
        Random random = new Random(13);
        long whole = stepsOfWholeScript();
        for (long steps = 0; steps <= whole; steps++) {
            for (int i = 0; i < 6; i++) {
                MemoryDisk disk = new MemoryDisk();
                disk.faults().powerOffAfter(steps);
                Progress progress = play(disk);
                MemoryDisk second = disk.crash(Survival.prefix(random));
                second.faults().powerOffAfter(random.nextInt(24));
                Progress resumed = play(second);
                goesOn(second.crash(Survival.prefix(random)), progress.and(resumed));
            }
        }
    }

    /** What a process saw that ended after a failed force may not be durable yet: opening forces it before it builds upon it. */
    @Test
    void aPowerCutDuringRecoveryOnTheSameDiskDoesNeither() throws IOException {
        Random random = new Random(17);
        long whole = stepsOfWholeScript();
        for (int n = 0; n < whole; n++) {
            for (int steps = 1; steps < 12; steps += 2) {
                MemoryDisk disk = new MemoryDisk();
                disk.faults().failForceAfter(n);
                Progress progress = play(disk);
                disk.faults().mend();
                disk.faults().powerOffAfter(steps);
                Progress resumed = play(disk);
                goesOn(disk.crash(Survival.names(random)), progress.and(resumed));
            }
        }
    }

    /** It is told, what is held is read on, and after the trouble it goes on: with this opening, or with the next if it says so. */
    @Test
    void everyFailingWriteAndForceLosesNothing() throws IOException {
        int failed = 0;
        for (int n = 0; n < stepsOfWholeScript(); n++) {
            for (boolean force : new boolean[] {false, true}) {
                MemoryDisk disk = new MemoryDisk();
                if (force) {
                    disk.faults().failForceAfter(n);
                } else {
                    disk.faults().failWriteAfter(n);
                }
                failed += goesOnInPlace(disk);
                goesOn(disk.crash(force ? Survival.NONE : Survival.ALL), last);
            }
        }
        assertTrue(failed > 60, "failures: " + failed);
    }

    @Test
    void aFullDiskAtEveryByteLosesNothing() throws IOException {
        int failed = 0;
        MemoryDisk all = new MemoryDisk();
        play(all);
        for (int bytes = 0; bytes < 30_000; bytes += 61) {
            MemoryDisk disk = new MemoryDisk();
            disk.faults().freeBytes(bytes);
            failed += goesOnInPlace(disk);
            goesOn(disk.crash(Survival.ALL), last);
        }
        assertTrue(failed > 50, "failures: " + failed);
    }

    private Progress last = new Progress(0, 0, 0, 0);

    /** Plays the script into a failure, reads on, and plays it again once the trouble is over; returns how often it failed. */
    private int goesOnInPlace(MemoryDisk disk) {
        FeedStore store;
        try {
            store = open(disk);
        } catch (EchoException e) {
            last = new Progress(0, 0, 0, 0);
            return 1;
        }
        Progress before = play(store);
        boolean failed = before.forced() < runs.size();
        if (failed) {
            live(store);
        }
        disk.faults().mend();
        Progress again = play(store);
        last = before.and(again);
        live(store);
        return failed ? 1 : 0;
    }

    private long stepsOfWholeScript() {
        MemoryDisk disk = new MemoryDisk();
        int all = trims.size() - 1;
        assertEquals(new Progress(runs.size(), runs.size(), all, all), play(disk));
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

    private Progress play(MemoryDisk disk) {
        try {
            return play(open(disk));
        } catch (EchoException e) {
            assertEquals(EchoException.Kind.STORAGE, e.kind(), e.getMessage());
            return new Progress(0, 0, 0, 0);
        }
    }

    /** Plays the script from where the store stands until it ends or the disk fails. */
    private Progress play(FeedStore store) {
        int appended = 0;
        int forced = 0;
        int begun = 0;
        int trimmed = 0;
        try {
            for (int at = 0; at < SCRIPT.length(); at++) {
                char letter = SCRIPT.charAt(at);
                switch (letter) {
                    case '|' -> {
                        store.force();
                        forced = appended;
                    }
                    case 'A', 'B', '*' -> {
                        begun++;
                        store.trim(trims.get(begun));
                        trimmed = begun;
                        forced = appended;
                    }
                    case 'e' -> store.erase();
                    case 'E' -> eraseAll(store);
                    default -> {
                        Run run = runs.get(appended++);
                        if (run.from() == store.extent(run.head().feed()).length()) {
                            store.append(run);
                        }
                    }
                }
            }
        } catch (EchoException e) {
            assertEquals(EchoException.Kind.STORAGE, e.kind(), e.getMessage());
        }
        return new Progress(appended, forced, begun, trimmed);
    }

    private static void eraseAll(FeedStore store) {
        for (int steps = 0; store.erase(); steps++) {
            assertTrue(steps < 100, "erasing does not end");
        }
    }

    private void goesOn(MemoryDisk disk, Progress progress) throws IOException {
        crashStates++;
        count(disk);
        try (FeedStore store = open(disk)) {
            int found = prefix(store);
            assertTrue(
                    found >= progress.forced() && found <= progress.appended(),
                    found + " runs found after " + progress);
            int trimmed = trimmed(store);
            assertTrue(
                    trimmed >= progress.trimmed() && trimmed <= progress.begun(),
                    trimmed + " trims found after " + progress);
            live(store);
            runs.subList(found, runs.size()).forEach(store::append);
            store.trim(trims.get(trims.size() - 1));
            eraseAll(store);
            assertEquals(runs.size(), prefix(store));
            live(store);
        }
        deadIsGone(disk);
        try (FeedStore store = open(disk.crash(Survival.NONE))) {
            assertEquals(runs.size(), prefix(store), "the store goes on after a crash");
            assertEquals(trims.size() - 1, trimmed(store));
            live(store);
            assertFalse(store.erase(), "what was erased is erased for good");
        }
    }

    /** The number of runs, from the first on, that the feeds end with. */
    private int prefix(FeedStore store) {
        Timeframe ends = Timeframe.EMPTY;
        for (FeedKey feed : store.feeds()) {
            ends = ends.with(feed, store.extent(feed));
        }
        Timeframe prefix = Timeframe.EMPTY;
        for (int found = 0; found <= runs.size(); found++) {
            if (prefix.equals(ends)) {
                return found;
            }
            if (found < runs.size()) {
                prefix = prefix.with(
                        runs.get(found).head().feed(), runs.get(found).head().extent());
            }
        }
        throw new AssertionError("the feeds end with no prefix: " + ends);
    }

    /** After how many trims the feeds begin so. */
    private int trimmed(FeedStore store) {
        Timeframe starts = Timeframe.EMPTY;
        for (LinkedFeed feed : feeds) {
            starts = starts.with(feed.key(), store.start(feed.key()));
        }
        return trims.indexOf(starts);
    }

    /** From their beginnings on all blocks of all feeds are there, and none before. */
    private void live(FeedStore store) {
        for (LinkedFeed feed : feeds) {
            int start = (int) store.start(feed.key()).length();
            int length = (int) store.extent(feed.key()).length();
            assertEquals(feed.extent(start), store.start(feed.key()));
            for (long at = start; at < length; ) {
                Run run = store.read(feed.key(), at, 1).orElseThrow();
                Extent end = run.head().extent();
                assertEquals(feed.payloads().subList((int) at, (int) end.length()), run.payloads());
                at = end.length();
            }
            if (start > 0) {
                assertThrows(IllegalArgumentException.class, () -> store.read(feed.key(), start - 1, 1));
            }
        }
    }

    private void deadIsGone(MemoryDisk disk) throws IOException {
        Timeframe starts = trims.get(trims.size() - 1);
        StringBuilder all = new StringBuilder();
        for (DiskPath file : disk.files()) {
            all.append(new String(disk.content(file), StandardCharsets.ISO_8859_1));
        }
        for (LinkedFeed feed : feeds) {
            for (int block = 0; block < feed.payloads().size(); block++) {
                boolean lives = block >= starts.extent(feed.key()).length();
                assertEquals(lives, all.indexOf(name(feed, block)) >= 0, name(feed, block) + " of " + disk.files());
            }
        }
    }
}
