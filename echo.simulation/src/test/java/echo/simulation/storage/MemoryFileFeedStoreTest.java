package echo.simulation.storage;

import echo.api.Bytes;
import echo.api.feed.FeedStore;
import echo.simulation.contract.FeedStoreContract;
import echo.simulation.disk.MemoryDisk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** {@link FeedStoreContract} for the file store over a disk in memory. */
class MemoryFileFeedStoreTest extends FeedStoreContract {
    private final MemoryDisk disk = new MemoryDisk();

    /** The log that is opened. */
    PartyLog log() {
        return new PartyLog();
    }

    @Override
    protected FeedStore open() {
        return log().open(disk);
    }

    @Override
    protected List<Bytes> files() {
        return disk.files().stream().map(this::content).toList();
    }

    private Bytes content(DiskPath file) {
        try {
            return Bytes.owning(disk.content(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean failNextWrite() {
        disk.faults().failWriteAfter(0);
        return true;
    }

    @Override
    protected boolean failNextForce() {
        disk.faults().failForceAfter(0);
        return true;
    }
}
