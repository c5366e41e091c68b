package echo.simulation.storage;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.storage.file.Disk;
import echo.storage.file.DiskPath;
import echo.storage.file.FileFeedStore;
import java.util.ArrayList;
import java.util.List;

/** The log that the tests of this package write: one party, one folder, one marker; and what the latest opening said. */
final class PartyLog {
    static final PartyKey PARTY = new PartyKey(Bytes.hex("11".repeat(32)));
    static final long MARKER = 0x0123456789abcdefL;
    static final DiskPath FOLDER = new DiskPath("party");
    static final DiskPath LOG = FOLDER.resolve("00000000.log");
    static final DiskPath TORN = FOLDER.resolve("00000000.torn");

    private final List<String> notices = new ArrayList<>();

    FileFeedStore open(Disk disk) {
        return open(disk, MARKER);
    }

    /** Opens the log; a new one gets {@code marker}. */
    FileFeedStore open(Disk disk, long marker) {
        return FileFeedStore.open(disk, FOLDER, PARTY, () -> marker, notices::add);
    }

    /** Lines for people, oldest first. */
    List<String> notices() {
        return notices;
    }

    /** All blocks of a feed, read run by run. */
    static List<Bytes> blocks(FeedStore store, FeedKey feed) {
        List<Bytes> blocks = new ArrayList<>();
        while (blocks.size() < store.extent(feed).length()) {
            Run run = store.read(feed, blocks.size(), 1).orElseThrow();
            blocks.addAll(run.payloads());
        }
        return blocks;
    }
}
