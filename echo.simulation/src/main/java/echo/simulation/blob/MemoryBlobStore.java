package echo.simulation.blob;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.blob.BlobStore;
import echo.api.blob.Cid;
import echo.api.blob.Sweeping;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Blobs in memory, for worlds and tests that need no disk. Any thread. */
public final class MemoryBlobStore implements BlobStore {
    private final TreeMap<Cid, Bytes> blobs = new TreeMap<>();
    private final Sweeping sweeping = new Sweeping(this, blobs::keySet, this::delete);

    @Override
    public synchronized Cid put(Bytes blob) {
        if (blob.size() > Limits.BLOB_BYTES) {
            throw new IllegalArgumentException(
                    "a blob has at most " + Limits.BLOB_BYTES + " bytes, not " + blob.size() + "; cut it up");
        }
        Cid cid = Cid.of(blob);
        blobs.putIfAbsent(cid, blob);
        sweeping.touched(cid);
        return cid;
    }

    @Override
    public synchronized Optional<Bytes> get(Cid cid) {
        sweeping.touched(cid);
        return Optional.ofNullable(blobs.get(cid));
    }

    @Override
    public synchronized boolean has(Cid cid) {
        sweeping.touched(cid);
        return blobs.containsKey(cid);
    }

    @Override
    public synchronized void delete(Cid cid) {
        blobs.remove(cid);
    }

    @Override
    public synchronized List<Cid> all() {
        return List.copyOf(blobs.keySet());
    }

    /** Nothing to do: memory survives no power cut. */
    @Override
    public void force() {}

    @Override
    public Hold hold() {
        return sweeping.hold();
    }

    @Override
    public Sweep sweep() {
        return sweeping.sweep();
    }
}
