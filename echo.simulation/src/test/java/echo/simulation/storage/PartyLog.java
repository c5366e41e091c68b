package echo.simulation.storage;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.simulation.disk.MemoryDisk;
import echo.storage.file.FileFeedStore;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The log that the tests of this package write: one party, one folder, one marker; and what the latest opening said. */
final class PartyLog {
    static final PartyKey PARTY = new PartyKey(Bytes.hex("11".repeat(32)));
    static final long MARKER = 0x0123456789abcdefL;
    static final DiskPath FOLDER = new DiskPath("party");
    static final DiskPath LOG = FOLDER.resolve("00000000.log");
    static final DiskPath TORN = FOLDER.resolve("00000000.torn");

    private final List<String> notices = new ArrayList<>();
    private final long segmentBytes;

    PartyLog() {
        this(FileFeedStore.SEGMENT_BYTES);
    }

    /** A log that goes on to another segment after {@code segmentBytes}. */
    PartyLog(long segmentBytes) {
        this.segmentBytes = segmentBytes;
    }

    static DiskPath log(int segment) {
        return FOLDER.resolve(name(segment) + ".log");
    }

    static DiskPath index(int segment) {
        return FOLDER.resolve(name(segment) + ".index");
    }

    private static String name(int segment) {
        return String.format(Locale.ROOT, "%08d", segment);
    }

    FileFeedStore open(Disk disk) {
        return open(disk, MARKER);
    }

    /** Opens the log; its new segments get {@code marker}. */
    FileFeedStore open(Disk disk, long marker) {
        return FileFeedStore.open(disk, FOLDER, PARTY, segmentBytes, () -> marker, notices::add);
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

    /** Puts a file of these bytes in the place of what is there. */
    static void put(MemoryDisk disk, DiskPath path, byte[] bytes) throws IOException {
        if (disk.exists(path)) {
            disk.delete(path);
        }
        try (Disk.File file = disk.open(path)) {
            file.append(bytes);
        }
    }
}
