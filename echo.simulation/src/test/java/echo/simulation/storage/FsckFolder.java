package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.simulation.contract.LinkedFeed;
import echo.simulation.disk.MemoryDisk;
import echo.storage.file.FileFeedStore;
import echo.storage.file.FileStorage;
import echo.storage.file.Finding;
import echo.storage.file.Finding.Kind;
import echo.storage.file.Fsck;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A data folder with one party of two feeds, in several segments, which is damaged, looked at and repaired. */
final class FsckFolder {
    static final DiskPath PARTY =
            new DiskPath("parties").resolve(PartyLog.PARTY.bytes().toHex());

    final LinkedFeed one = new LinkedFeed(1);
    final LinkedFeed two = new LinkedFeed(2);
    final List<Run> runs = new ArrayList<>();
    private final long segmentBytes;

    FsckFolder(long segmentBytes) {
        this.segmentBytes = segmentBytes;
    }

    /** Writes {@code count} runs to {@code disk}, each of a block of {@code size} bytes or a few more, and forces each. */
    FsckFolder write(Disk disk, int count, int size) {
        try (FileStorage storage = FileStorage.open(disk, new Random(1), notice -> {})) {
            storage.meta().put("a.record", Bytes.utf8("value"));
            storage.blobs(PartyLog.PARTY).put(Bytes.utf8("blob"));
            storage.blobs(PartyLog.PARTY).force();
        }
        try (FeedStore store = open(disk)) {
            for (int i = 0; i < count; i++) {
                Run run = (i % 3 == 1 ? two : one).next(1, size + i);
                runs.add(run);
                store.append(run);
                store.force();
            }
        }
        return this;
    }

    FileFeedStore open(Disk disk) {
        return FileFeedStore.open(disk, PARTY, PartyLog.PARTY, segmentBytes, new Random(segmentBytes), notice -> {});
    }

    static DiskPath log(int segment) {
        return PARTY.resolve("0000000" + segment + ".log");
    }

    static List<Finding> look(Disk disk) {
        List<Finding> findings = new ArrayList<>();
        new Fsck(disk, findings::add).look();
        return findings;
    }

    static List<Finding> repair(Disk disk) {
        List<Finding> findings = new ArrayList<>();
        new Fsck(disk, findings::add).repair(new Random(2));
        return findings;
    }

    static boolean has(List<Finding> found, Kind kind, String words) {
        return found.stream().anyMatch(it -> it.kind() == kind && it.says().contains(words));
    }

    static void assertHas(List<Finding> found, Kind kind, String words) {
        assertTrue(has(found, kind, words), () -> kind + " '" + words + "' is not in " + found);
    }

    /** Appends the runs that the log lacks next, one for each feed at most, as peers would send them, and returns them. */
    List<Run> refill(MemoryDisk disk) {
        List<Run> lacking = new ArrayList<>();
        try (FeedStore store = open(disk)) {
            for (Run run : runs) {
                if (store.extent(run.head().feed()).length() == run.from()) {
                    lacking.add(run);
                }
            }
            lacking.forEach(store::append);
            store.force();
        }
        return lacking;
    }

    void assertWhole(Disk disk) {
        try (FeedStore store = open(disk)) {
            assertEquals(one.payloads(), PartyLog.blocks(store, one.key()));
            assertEquals(two.payloads(), PartyLog.blocks(store, two.key()));
        }
    }
}
