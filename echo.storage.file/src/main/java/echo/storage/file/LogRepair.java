package echo.storage.file;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.MetaStore;
import echo.api.feed.Run;
import echo.api.feed.SetBack;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final MetaStore records;
    private final Consumer<Finding> findings;
    private final TreeMap<FeedKey, Long> beyond = new TreeMap<>();
    private final TreeMap<FeedKey, Long> elsewhere = new TreeMap<>();
    private long appended;

    /** {@code records} are the node's; {@code findings} hears what was mended, and what is still missing. */
    LogRepair(LogFolder folder, MetaStore records, Consumer<Finding> findings) {
        this.folder = folder.underRepair();
        this.disk = folder.disk();
        this.records = records;
        this.findings = findings;
    }

    /**
     * Repairs the log, if {@code check} found a fault in it, or if something was set aside before, which may go on now where a feed ends.
     *
     * @param random source of the markers of new segments
     */
    void repair(LogCheck check, RandomGenerator random) throws IOException {
        setStraysAside();
        Optional<LogCheck.Fault> fault = check.firstFault();
        Optional<LogCheck.Mended> mended = check.mended();
        boolean begun = disk.exists(folder.repair());
        if (fault.isEmpty() && mended.isEmpty() && !begun && folder.setAside().isEmpty()) {
            return;
        }
        if (fault.isPresent() || !mended.map(LogCheck.Mended::isAll).orElse(true)) {
            SetBack.note(records, folder.party(), "was damaged and has been repaired");
        }
        disk.writeWhole(folder.repair(), marker -> {});
        if (mended.isPresent()) {
            writeStarts(mended.get().starts());
        }
        if (fault.isPresent()) {
            setAside(fault.get());
        }
        try (FileFeedStore store = FileFeedStore.open(folder, FileStorage.Settings.DEFAULT, random, notice -> {})) {
            for (long before = -1; before < appended; ) { // what one file fills another may go on from
                before = appended;
                beyond.clear();
                elsewhere.clear();
                for (DiskPath aside : folder.setAside()) {
                    appendAgain(store, aside);
                }
            }
            store.force();
            tell(store, fault.isPresent() || appended > 0);
        }
        disk.delete(folder.repair());
        folder.force();
    }

    /** Writes where feeds begin, anew; what was there is kept, as far as it can be read. */
    private void writeStarts(List<Head> starts) throws IOException {
        DiskPath trim = folder.trim();
        if (disk.exists(trim)) {
            try (PartlyReadable file = new PartlyReadable(disk.openToRead(trim))) {
                long size = file.size();
                disk.writeWhole(folder.aside(trim), copy -> Segment.copy(file, 0, size, copy));
            }
        }
        TrimFile.write(folder, starts);
        findings.accept(new Finding(
                Finding.Kind.REPAIRED,
                disk.locate(trim),
                "says again where feeds begin; what was there is kept beside it"));
    }

    private void setStraysAside() throws IOException {
        for (DiskPath stray : folder.strays()) {
            DiskPath aside = folder.aside(stray);
            disk.replace(stray, aside);
            folder.force();
            findings.accept(
                    new Finding(Finding.Kind.REPAIRED, disk.locate(stray), "is set aside, and now " + aside.name()));
        }
    }

    /** The damaged segment goes last: until it is cut, another attempt finds the same fault. */
    private void setAside(LogCheck.Fault fault) throws IOException {
        TreeSet<Integer> aside = new TreeSet<>(new TreeSet<>(folder.numbers()).tailSet(fault.segment(), false));
        for (int number : aside.descendingSet()) {
            moveAside(number);
        }
        for (int number : fault.rewritten()) { // what stands for it may be what is damaged
            if (!aside.contains(number) && number != fault.segment()) {
                moveAside(number);
            }
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
                    (from, to, torn) -> true);
        }
    }

    private boolean appendAgain(
            FileFeedStore store, SegmentReader reader, RunBody.Outline outline, long offset, int size)
            throws IOException {
        FeedKey feed = outline.head().feed();
        Extent stored = store.extent(feed);
        long end = outline.head().extent().length();
        if (outline.from() > stored.length()) {
            beyond.merge(feed, end, Math::max);
        } else if (end > stored.length()) {
            Run run = reader.run(offset, size);
            List<Bytes> payloads = run.payloads();
            Run rest = new Run(
                    stored.length(),
                    payloads.subList((int) (stored.length() - run.from()), payloads.size()),
                    run.head());
            if (rest.leadsToItsHeadFrom(stored)) {
                store.append(rest);
                appended += rest.payloads().size();
            } else {
                elsewhere.merge(feed, end, Math::max);
            }
        }
        return true;
    }

    private void tell(FileFeedStore store, boolean changed) {
        String where = disk.locate(folder.log(0).folder());
        if (changed) {
            findings.accept(new Finding(
                    Finding.Kind.REPAIRED,
                    where,
                    "the log is whole again; " + appended
                            + " blocks were stored anew, and what was damaged is kept beside it. What the damaged bytes held is"
                            + " not known; it may be the end of a feed that this device writes, so the node writes nothing"
                            + " before it has met a peer"));
        }
        beyond.forEach((feed, end) -> {
            long stored = store.extent(feed).length();
            if (stored < end) {
                lost(
                        where,
                        "feed " + feed + " ends at block " + stored + ", it had " + end + "; peers may have the rest");
            }
        });
        elsewhere.forEach((feed, end) -> lost(
                where,
                "feed " + feed + " goes on otherwise than what was set aside of it, up to block " + end
                        + ": it was written from an older state, or forked; what was set aside stays there"));
    }

    private void lost(String where, String says) {
        findings.accept(new Finding(Finding.Kind.LOST, where, says));
    }
}
