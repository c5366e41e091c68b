package echo.simulation.storage;

import echo.api.Bytes;
import echo.api.feed.FeedStore;
import echo.simulation.contract.FeedStoreContract;
import echo.storage.file.disk.NioDisk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** {@link FeedStoreContract} for the file store over the machine's file system. */
class NioFileFeedStoreTest extends FeedStoreContract {
    @TempDir
    Path folder = Path.of("");

    @Override
    protected FeedStore open() {
        return new PartyLog().open(new NioDisk(folder));
    }

    @Override
    protected List<Bytes> files() {
        return FolderContent.of(folder);
    }
}
