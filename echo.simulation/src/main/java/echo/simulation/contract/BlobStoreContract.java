package echo.simulation.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.blob.BlobStore;
import echo.api.blob.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link BlobStore} does (P2, P5, P10). Extend it, say how to open a store, and run it with JUnit. */
public abstract class BlobStoreContract {
    private static final int MANY = 300;

    /** Opens the blobs on a medium of this test's own: empty at the first call, and at each later one holding what was forced. */
    protected abstract BlobStore open();

    private static Bytes blob(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    @Test
    public void aNewStoreIsEmpty() {
        BlobStore store = open();
        assertEquals(List.of(), store.all());
        assertFalse(store.has(Cid.of(Bytes.EMPTY)));
        assertEquals(Optional.empty(), store.get(Cid.of(Bytes.EMPTY)));
    }

    @Test
    public void aBlobIsNamedByItsContentAndComesBackWhole() {
        BlobStore store = open();
        for (int size : List.of(0, 1, 100, 4_095, 4_096, 4_097, 10_000, 100_000, Limits.BLOB_BYTES)) {
            Cid cid = store.put(blob(size));
            assertEquals(Cid.of(blob(size)), cid);
            assertTrue(store.has(cid));
            assertEquals(Optional.of(blob(size)), store.get(cid));
        }
    }

    @Test
    public void whatIsForcedIsThereAfterReopening() {
        BlobStore store = open();
        Cid cid = store.put(blob(5_000));
        store.force();
        assertEquals(Optional.of(blob(5_000)), open().get(cid));
    }

    @Test
    public void puttingTwiceIsPuttingOnce() {
        BlobStore store = open();
        assertEquals(store.put(blob(7)), store.put(blob(7)));
        assertEquals(1, store.all().size());
        store.delete(Cid.of(blob(7)));
        assertFalse(store.has(Cid.of(blob(7))));
    }

    @Test
    public void aDeletedBlobIsGoneAndTheOthersAreNot() {
        BlobStore store = open();
        Cid gone = store.put(blob(1));
        Cid kept = store.put(blob(2));
        store.delete(gone);
        store.delete(gone);
        store.force();
        BlobStore again = open();
        assertEquals(Optional.empty(), again.get(gone));
        assertEquals(List.of(kept), again.all());
        again.put(blob(1));
        assertEquals(Optional.of(blob(1)), again.get(gone));
    }

    @Test
    public void namesAreListedInOrder() {
        BlobStore store = open();
        List<Cid> names = new ArrayList<>();
        for (int size = 0; size < MANY; size++) {
            names.add(store.put(blob(size)));
        }
        names.sort(null);
        assertEquals(names, store.all());
    }

    @Test
    public void aBlobThatIsTooLargeIsRefused() {
        BlobStore store = open();
        Bytes large = blob(Limits.BLOB_BYTES + 1);
        assertThrows(IllegalArgumentException.class, () -> store.put(large));
        assertEquals(List.of(), store.all());
    }

    @Test
    public void aSweepDeletesWhatNobodyKeeps() {
        BlobStore store = open();
        Cid kept = store.put(blob(1));
        Cid dropped = store.put(blob(2));
        store.force();
        try (BlobStore.Sweep sweep = store.sweep()) {
            sweep.keep(kept);
            sweep.keep(Cid.of(blob(3)));
            assertEquals(1, sweep.finish());
        }
        store.force();
        assertEquals(List.of(kept), store.all());
        assertEquals(List.of(kept), open().all());
        assertEquals(Optional.empty(), store.get(dropped));
    }

    @Test
    public void whatIsPutOrFoundWhileASweepIsUnderWayStays() {
        BlobStore store = open();
        Cid putAgain = store.put(blob(1));
        Cid read = store.put(blob(2));
        Cid lookedFor = store.put(blob(3));
        store.put(blob(4));
        store.force();
        try (BlobStore.Sweep sweep = store.sweep()) {
            store.put(blob(1));
            store.get(read);
            store.has(lookedFor);
            Cid fresh = store.put(blob(5));
            assertEquals(1, sweep.finish());
            assertEquals(Stream.of(putAgain, read, lookedFor, fresh).sorted().toList(), store.all());
        }
    }

    @Test
    public void aSweepThatIsGivenUpDeletesNothing() {
        BlobStore store = open();
        Cid cid = store.put(blob(1));
        BlobStore.Sweep given = store.sweep();
        assertThrows(IllegalStateException.class, store::sweep);
        given.close();
        assertThrows(IllegalStateException.class, given::finish);
        assertTrue(store.has(cid));
        try (BlobStore.Sweep another = store.sweep()) {
            assertEquals(1, another.finish());
            assertThrows(IllegalStateException.class, another::finish);
        }
    }

    @Test
    public void whatIsPutOrFoundUnderAHoldStaysThoughASweepBeginsAfterwards() {
        BlobStore store = open();
        Cid found = store.put(blob(1));
        store.put(blob(2));
        BlobStore.Hold hold = store.hold();
        BlobStore.Hold another = store.hold();
        Cid put = store.put(blob(3));
        store.has(found);
        another.close();
        another.close();
        try (BlobStore.Sweep sweep = store.sweep()) {
            hold.close();
            assertEquals(1, sweep.finish());
        }
        assertEquals(Stream.of(found, put).sorted().toList(), store.all());
        try (BlobStore.Sweep sweep = store.sweep()) {
            assertEquals(2, sweep.finish(), "a hold that was closed holds nothing");
        }
    }

    /** Writers put again what is garbage for all that the sweeper knows: it stays until its writer lets it go. */
    @Test
    public void noSweepTakesWhatAWriterHasJustPut() throws Exception {
        BlobStore store = open();
        int rounds = 40;
        int blobs = 16;
        List<Set<Cid>> alive = List.of(ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
        ExecutorService writers = Executors.newFixedThreadPool(alive.size());
        try {
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < alive.size(); i++) {
                Set<Cid> mine = alive.get(i);
                SplittableRandom random = new SplittableRandom(i);
                writing.add(writers.submit(() -> write(store, mine, random, rounds * blobs)));
            }
            while (writing.stream().anyMatch(writer -> !writer.isDone())) {
                try (BlobStore.Sweep sweep = store.sweep()) {
                    alive.forEach(set -> set.forEach(sweep::keep));
                    sweep.finish();
                }
            }
            for (Future<?> writer : writing) {
                writer.get();
            }
        } finally {
            writers.shutdownNow();
        }
    }

    /** Puts blobs, says then that they are alive, finds each again, and lets it go: a blob is let go only between two sweeps. */
    private static void write(BlobStore store, Set<Cid> mine, SplittableRandom random, int steps) {
        for (int step = 0; step < steps; step++) {
            Bytes blob = blob(random.nextInt(8));
            Cid cid = Cid.of(blob);
            BlobStore.Hold hold = store.hold();
            store.put(blob);
            mine.add(cid);
            hold.close();
            assertEquals(Optional.of(blob), store.get(cid), "a blob that was put");
            mine.remove(cid);
        }
    }
}
