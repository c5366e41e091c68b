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
import java.util.SplittableRandom;
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
}
