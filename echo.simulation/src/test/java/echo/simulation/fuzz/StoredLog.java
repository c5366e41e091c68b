package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.feed.Run;
import echo.simulation.contract.SampleFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileFeedStore;
import echo.storage.file.Finding;
import echo.storage.file.Fsck;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;

/** The log of one party, small, in two segments; what stores and {@code fsck} promise once bytes of it are others. */
final class StoredLog {
    private static final Set<EchoException.Kind> TROUBLE =
            Set.of(EchoException.Kind.CORRUPT, EchoException.Kind.STORAGE);
    private static final DiskPath FOLDER =
            new DiskPath("parties").resolve(Seeds.PARTY.bytes().toHex());
    private static final int SEGMENT = 600;

    static final long MARKER = 0x0123456789abcdefL;
    static final DiskPath SEALED = FOLDER.resolve("00000000.log");
    static final DiskPath INDEX = FOLDER.resolve("00000000.index");
    static final DiskPath NEWEST = FOLDER.resolve("00000001.log");

    private final SampleFeed one = new SampleFeed(1);
    private final SampleFeed two = new SampleFeed(2);
    private final MemoryDisk disk = new MemoryDisk();

    StoredLog() {
        try (FileFeedStore store = open(disk)) {
            for (int i = 0; i < 5; i++) {
                store.append((i % 3 == 1 ? two : one).next(1 + i % 2, 20 + i));
                store.force();
            }
        }
        assertTrue(disk.exists(NEWEST) && disk.exists(INDEX));
    }

    private static FileFeedStore open(MemoryDisk at) {
        return FileFeedStore.open(at, FOLDER, Seeds.PARTY, SEGMENT, () -> MARKER, notice -> {});
    }

    byte[] content(DiskPath path) {
        try {
            return disk.content(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@code payload} is that block of that feed, as it was written. */
    boolean wrote(FeedKey feed, long block, Bytes payload) {
        SampleFeed known = feed.equals(one.key()) ? one : two;
        return feed.equals(known.key())
                && block < known.length()
                && known.payloads().get((int) block).equals(payload);
    }

    /** Blocks that were written. */
    int blocks() {
        return one.length() + two.length();
    }

    /** The disk with these bytes in the place of a file's, and without the index unless it is that. */
    MemoryDisk with(DiskPath path, byte[] bytes) {
        MemoryDisk other = disk.image(Survival.ALL);
        try {
            other.delete(INDEX);
            if (!path.equals(INDEX)) {
                other.delete(path);
            }
            try (Disk.File file = other.open(path)) {
                file.append(bytes);
            }
            return other;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a read gives of one block. */
    record Block(FeedKey feed, long number, Bytes payload) {}

    /** All blocks that a store over {@code disk} gives; nothing, if it says that the disk is damaged. */
    static Optional<List<Block>> blocks(MemoryDisk disk) {
        try (FileFeedStore store = open(disk)) {
            List<Block> blocks = new ArrayList<>();
            for (FeedKey feed : store.feeds()) {
                long length = store.extent(feed).length();
                for (long at = store.start(feed).length(); at < length; ) {
                    Run run = store.read(feed, at, 1).orElseThrow();
                    assertEquals(at, run.from());
                    assertEquals(feed, run.head().feed());
                    for (Bytes payload : run.payloads()) {
                        blocks.add(new Block(feed, at++, payload));
                    }
                }
            }
            return Optional.of(blocks);
        } catch (EchoException trouble) {
            Promise.isTrouble(trouble, TROUBLE);
            return Optional.empty();
        }
    }

    /** What {@code fsck} finds has words; once it has repaired, it finds no damage, and a store gives what {@code mayBe}. */
    static void isMended(MemoryDisk disk, BiPredicate<FeedKey, Block> mayBe) {
        List<Finding> found = new ArrayList<>();
        try {
            new Fsck(disk, found::add).repair(new Random(1));
        } catch (EchoException trouble) {
            Promise.isTrouble(trouble, TROUBLE);
            return;
        }
        found.forEach(finding -> Promise.isReason(finding.says()));
        found.clear();
        new Fsck(disk, found::add).look();
        assertFalse(found.stream().anyMatch(it -> it.kind() == Finding.Kind.DAMAGED), () -> "not mended: " + found);
        List<Block> blocks = blocks(disk).orElseThrow(() -> new AssertionError("mended, and yet it cannot be read"));
        blocks.forEach(block -> assertTrue(mayBe.test(block.feed(), block), () -> "made up: " + block));
    }
}
