package echo.simulation.blob;

import echo.api.blob.BlobStore;
import echo.simulation.contract.BlobStoreContract;

/** The store in memory is a store; its medium is itself. */
class MemoryBlobStoreTest extends BlobStoreContract {
    private final BlobStore store = new MemoryBlobStore();

    @Override
    protected BlobStore open() {
        return store;
    }
}
