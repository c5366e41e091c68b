package echo.simulation.storage;

import echo.api.blob.BlobStore;
import echo.simulation.contract.BlobStoreContract;
import echo.storage.file.blob.FileBlobStore;
import echo.storage.file.disk.DiskPath;
import echo.storage.file.disk.NioDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** {@link BlobStoreContract} for files in the machine's file system. */
class NioFileBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path folder = Path.of("");

    @Override
    protected BlobStore open() {
        return FileBlobStore.open(new NioDisk(folder), new DiskPath("blobs"), notice -> {});
    }
}
