package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.feed.FeedStore;
import echo.simulation.contract.SampleFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * {@link FeedLogCrashTest} with a segment for every one or two runs, so that most power cuts fall into a roll: between and
 * within the seal, the index and the next segment.
 */
class SegmentRollCrashTest extends FeedLogCrashTest {
    private static final int SEGMENT = 500;

    @Override
    PartyLog log() {
        return new PartyLog(SEGMENT);
    }

    @Override
    int mostFaults() {
        return 70;
    }

    /** What a roll asks of the disk, step by step; and that what was appended before it is there after each. */
    @Test
    void afterEveryStepOfARollWhatWasAppendedBeforeIsThere() throws IOException {
        int[] found = new int[4]; // cuts that left: no seal; a seal; an index; the next segment
        for (int steps = 0; steps < 40; steps++) {
            for (Survival survival : new Survival[] {Survival.ALL, Survival.NONE, Survival.prefix(new Random(steps))}) {
                MemoryDisk left = rolled(steps, survival);
                found[stage(left)]++;
                MemoryDisk durable = left.image(Survival.NONE);
                try (FeedStore store = log().open(left)) {
                    assertTrue(store.extent(new SampleFeed(1).key()).length() >= 2, "after " + steps + " steps");
                }
                assertEquals(stage(durable), stage(left.image(Survival.NONE)), "opening alone rolls nothing");
            }
        }
        for (int stage = 0; stage < found.length; stage++) {
            assertTrue(found[stage] > 0, "no cut left stage " + stage);
        }
    }

    /** Also by a node whose segments are larger: nothing ever stands after a seal. */
    @Test
    void aSegmentThatWasSealedIsFollowedByAnother() throws IOException {
        int sealed = 0;
        for (int steps = 0; steps < 40; steps++) {
            MemoryDisk left = rolled(steps, Survival.ALL);
            if (stage(left) == 1 || stage(left) == 2) {
                byte[] segment = left.content(PartyLog.LOG);
                SampleFeed two = new SampleFeed(2);
                try (FeedStore store = new PartyLog().open(left)) {
                    store.append(two.next(1, 10));
                }
                assertArrayEquals(segment, left.content(PartyLog.LOG));
                assertEquals(two.payloads(), PartyLog.blocks(new PartyLog().open(left), two.key()));
                sealed++;
            }
        }
        assertTrue(sealed > 0, "no cut left a seal");
    }

    /** The power goes {@code steps} steps after the second of two forced runs, when a third is appended. */
    private MemoryDisk rolled(int steps, Survival survival) {
        SampleFeed feed = new SampleFeed(1);
        MemoryDisk disk = new MemoryDisk();
        FeedStore store = log().open(disk);
        store.append(feed.next(1, 10));
        store.append(feed.next(1, 300));
        store.force();
        disk.faults().powerOffAfter(steps);
        try {
            store.append(feed.next(1, 10));
        } catch (EchoException e) {
            assertEquals(EchoException.Kind.STORAGE, e.kind());
        }
        return disk.crash(survival);
    }

    private static int stage(MemoryDisk disk) throws IOException {
        if (disk.exists(PartyLog.log(1))) {
            return 3;
        }
        if (disk.exists(PartyLog.index(0))) {
            return 2;
        }
        byte[] bytes = disk.content(PartyLog.LOG);
        return new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII).equals("SEAL") ? 1 : 0;
    }
}
