package echo.simulation.blob;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.blob.BlobStore;
import echo.api.blob.Cid;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Blobs in memory, for worlds and tests that need no disk. Any thread. */
public final class MemoryBlobStore implements BlobStore {
    private final ConcurrentSkipListMap<Cid, Bytes> blobs = new ConcurrentSkipListMap<>();

    @Override
    public Cid put(Bytes blob) {
        if (blob.size() > Limits.BLOB_BYTES) {
            throw new IllegalArgumentException(
                    "a blob has at most " + Limits.BLOB_BYTES + " bytes, not " + blob.size() + "; cut it up");
        }
        Cid cid = Cid.of(blob);
        blobs.putIfAbsent(cid, blob);
        return cid;
    }

    @Override
    public Optional<Bytes> get(Cid cid) {
        return Optional.ofNullable(blobs.get(cid));
    }

    @Override
    public boolean has(Cid cid) {
        return blobs.containsKey(cid);
    }

    @Override
    public void delete(Cid cid) {
        blobs.remove(cid);
    }

    @Override
    public List<Cid> all() {
        return List.copyOf(blobs.keySet());
    }

    /** Nothing to do: memory survives no power cut. */
    @Override
    public void force() {}
}
