package echo.simulation.storage;

import echo.api.feed.MetaStore;
import echo.simulation.contract.MetaStoreContract;
import echo.storage.file.FileMetaStore;
import echo.storage.file.disk.DiskPath;
import echo.storage.file.disk.NioDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** {@link MetaStoreContract} for files in the machine's file system. */
class NioFileMetaStoreTest extends MetaStoreContract {
    @TempDir
    Path folder = Path.of("");

    @Override
    protected MetaStore open() {
        return FileMetaStore.open(new NioDisk(folder), new DiskPath("meta"));
    }
}
