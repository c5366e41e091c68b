package echo.storage.file;

import echo.api.FeedKey;
import echo.api.feed.Run;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Makes a log whole up to what it lacks. All from the first fault on is set aside, in files that stay; then every run in them that
 * goes on where its feed ends is appended again. Done twice it does what it does once, also after a power cut in between; until
 * it is finished the log cannot be opened by others.
 */
final class LogRepair {
    private final LogFolder folder;
    private final Disk disk;
    private final Consumer<Finding> findings;
    private final TreeMap<FeedKey, Long> beyond = new TreeMap<>();
    private long appended;

    /** {@code findings} hears what was mended, and what is still missing. */
    LogRepair(LogFolder folder, Consumer<Finding> findings) {
        this.folder = folder.underRepair();
        this.disk = folder.disk();
        this.findings = findings;
    }

    /**
     * Repairs the log, if it has a {@code fault}, or if something was set aside before, which may go on now where a feed ends.
     *
     * @param random source of the markers of new segments
     */
    void repair(Optional<LogCheck.Fault> fault, RandomGenerator random) throws IOException {
        if (fault.isEmpty() && folder.setAside().isEmpty()) {
            return;
        }
        disk.writeWhole(folder.repair(), marker -> {});
        if (fault.isPresent()) {
            setAside(fault.get());
        }
        try (FileFeedStore store = FileFeedStore.open(folder, FileFeedStore.SEGMENT_BYTES, random, notice -> {})) {
            for (DiskPath aside : folder.setAside()) {
                appendAgain(store, aside);
            }
            store.force();
            tell(store);
        }
        disk.delete(folder.repair());
        folder.force();
    }

    /** The damaged segment goes last: until it is cut, another attempt finds the same fault. */
    private void setAside(LogCheck.Fault fault) throws IOException {
        List<Integer> numbers = folder.numbers();
        for (int i = numbers.size() - 1; i >= 0 && numbers.get(i) > fault.segment(); i--) {
            moveAside(numbers.get(i));
        }
        if (fault.offset() == 0) {
            moveAside(fault.segment());
        } else {
            cut(fault.segment(), fault.offset());
        }
    }

    private void moveAside(int number) throws IOException {
        if (disk.exists(folder.log(number))) {
            disk.replace(folder.log(number), folder.damaged(number));
        }
        if (disk.exists(folder.index(number))) {
            disk.delete(folder.index(number));
        }
    }

    private void cut(int number, long offset) throws IOException {
        try (Disk.File log = disk.open(folder.log(number))) {
            long size = log.size();
            disk.writeWhole(folder.damaged(number), copy -> Segment.copy(log, 0, size, copy));
            log.truncate(offset);
        }
    }

    private void appendAgain(FileFeedStore store, DiskPath aside) throws IOException {
        int number = LogFolder.numberOf(aside.name());
        try (SegmentReader reader = SegmentReader.open(disk, aside, number, folder.party())) {
            reader.read(
                    (outline, offset, size) -> appendAgain(store, reader, outline, offset, size),
                    (from, to, torn) -> {});
        }
    }

    private boolean appendAgain(
            FileFeedStore store, SegmentReader reader, RunBody.Outline outline, long offset, int size)
            throws IOException {
        FeedKey feed = outline.head().feed();
        long stored = store.extent(feed).length();
        long end = outline.head().extent().length();
        if (outline.from() > stored) {
            beyond.merge(feed, end, Math::max);
        } else if (end > stored) {
            Run run = reader.run(offset, size);
            int known = (int) (stored - run.from());
            store.append(
                    new Run(stored, run.payloads().subList(known, run.payloads().size()), run.head()));
            appended += end - stored;
        }
        return true;
    }

    private void tell(FileFeedStore store) {
        String where = disk.locate(folder.log(0).folder());
        findings.accept(new Finding(
                Finding.Kind.REPAIRED,
                where,
                "the log is whole again; " + appended
                        + " blocks were stored anew, and what was damaged is kept beside it"));
        beyond.forEach((feed, end) -> {
            long stored = store.extent(feed).length();
            if (stored < end) {
                findings.accept(new Finding(
                        Finding.Kind.LOST,
                        where,
                        "feed " + feed + " ends at block " + stored + ", it had " + end
                                + ": let the node meet a peer that has the rest before anything is written here"));
            }
        });
    }
}
