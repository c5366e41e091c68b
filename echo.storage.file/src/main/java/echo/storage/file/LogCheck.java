package echo.storage.file;

import echo.api.FeedKey;
import echo.api.feed.Head;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads all of a party's log, past its faults: what is damaged, and which blocks are missing by it. Changes nothing.
 *
 * <p>One thread; of a log that another writes, what was written when it began.
 */
final class LogCheck {
    /**
     * Where the log stops being what was written.
     *
     * @param segment the first that is damaged or missing
     * @param offset of the fault; 0 if nothing of the segment can stay
     * @param rewritten segments that are there though others stand for them
     */
    record Fault(int segment, long offset, List<Integer> rewritten) {}

    /**
     * Where feeds begin, found out anew.
     *
     * @param starts the heads at which they do
     * @param isAll whether nothing is lost by it
     */
    record Mended(List<Head> starts, boolean isAll) {}

    /** Opens the segment of a number, if it is there. */
    @FunctionalInterface
    interface Segments {
        Optional<SegmentReader> open(int number) throws IOException;
    }

    private final LogFolder folder;
    private final Segments segments;
    private final Optional<LogEnd> written;
    private final Consumer<Finding> findings;
    private final TreeMap<FeedKey, Long> ends = new TreeMap<>();
    private final TreeMap<FeedKey, Long> starts = new TreeMap<>();
    private final List<Integer> rewritten = new ArrayList<>();
    private Optional<Fault> first = Optional.empty();
    private Optional<Mended> mended = Optional.empty();
    private Optional<Integer> rewrittenSegment = Optional.empty();
    private List<Integer> inForce = List.of();
    private boolean startsAreLookedFor;
    private long blocks;

    private LogCheck(LogFolder folder, Segments segments, Optional<LogEnd> written, Consumer<Finding> findings) {
        this.folder = folder;
        this.segments = segments;
        this.written = written;
        this.findings = findings;
    }

    /** Reads the log in {@code folder} and tells {@code findings} of each fault. */
    static LogCheck of(LogFolder folder, Consumer<Finding> findings) throws IOException {
        return of(folder, folder::look, Optional.empty(), findings);
    }

    /**
     * As {@link #of(LogFolder, Consumer)}, of {@code segments} that are opened one by one.
     *
     * @param written how far the log is written, if others write it: then no tail is unfinished before, and what follows is
     *     not looked at
     */
    static LogCheck of(LogFolder folder, Segments segments, Optional<LogEnd> written, Consumer<Finding> findings)
            throws IOException {
        LogCheck check = new LogCheck(folder, segments, written, findings);
        if (written.isPresent()) {
            check.upTo(written.get());
        } else {
            check.all();
        }
        return check;
    }

    private void all() throws IOException {
        for (DiskPath stray : folder.strays()) {
            tell(
                    Finding.Kind.DAMAGED,
                    stray,
                    "calls itself a log and is no segment: no node opens the log beside it; a repair gives it another name");
        }
        NavigableMap<Integer, Integer> firsts = firsts();
        inForce = firsts.keySet().stream()
                .filter(number -> !isReplaced(number, firsts))
                .toList();
        starts();
        int expected = 0;
        for (Map.Entry<Integer, Integer> segment : firsts.entrySet()) {
            int number = segment.getKey();
            if (isReplaced(number, firsts)) {
                rewritten.add(number);
                tell(Finding.Kind.NOTE, number, "was rewritten: a later segment stands for it; opening removes it");
                continue;
            }
            for (; expected < segment.getValue(); expected++) {
                missing(expected);
            }
            segment(number, number == firsts.lastKey());
            expected = number + 1;
        }
        for (; expected <= folder.lastIndexed(); expected++) {
            missing(expected);
        }
    }

    /** Whether a later segment stands for {@code number}. */
    private static boolean isReplaced(int number, NavigableMap<Integer, Integer> firsts) {
        return firsts.tailMap(number, false).values().stream().anyMatch(first -> first <= number);
    }

    /** Finds out where feeds begin; from the segments in force, if the file that says so is damaged, or gone though one was rewritten. */
    private void starts() throws IOException {
        Optional<TrimFile.Found> found = folder.disk().exists(folder.trim())
                ? Optional.of(TrimFile.find(folder))
                : rewrittenSegment.map(number -> TrimFile.Found.nothing(
                        "is missing, though " + folder.log(number).name() + " was rewritten"));
        if (found.isPresent()) {
            starts(found.get());
        }
    }

    /** As {@link #starts()}, by what stands in the file. */
    private void starts(TrimFile.Found found) throws IOException {
        List<Head> heads = found.starts();
        if (found.damage().isPresent()) {
            startsAreLookedFor = true;
            LostStarts.Answer answer = search(new LostStarts(found));
            heads = answer.starts();
            if (!heads.isEmpty() || folder.disk().exists(folder.trim())) {
                tell(Finding.Kind.DAMAGED, folder.trim(), found.damage().get());
                answer.lost().forEach(lost -> tell(Finding.Kind.LOST, folder.trim(), lost));
                mended = Optional.of(new Mended(heads, answer.lost().isEmpty()));
            }
        }
        heads.forEach(start -> starts.put(start.feed(), start.extent().length()));
    }

    private LostStarts.Answer search(LostStarts search) throws IOException {
        int expected = 0;
        for (int i = 0; i < inForce.size(); i++) {
            int number = inForce.get(i);
            search(search, number, expected, i == inForce.size() - 1);
            expected = number + 1;
        }
        return search.answer();
    }

    private void search(LostStarts search, int number, int expected, boolean newest) throws IOException {
        Optional<SegmentReader> found = segments.open(number);
        if (found.isEmpty()) {
            search.fault();
            return;
        }
        try (SegmentReader reader = found.get()) {
            if (newest) {
                written.ifPresent(end -> reader.limit(end.bytes()));
            }
            if (reader.first(number, expected) > expected) {
                search.fault();
            }
            reader.read((run, offset, size) -> search.take(reader, run, offset, size), (from, to, torn) -> {
                search.fault();
                return !(torn && newest && written.isEmpty());
            });
        }
    }

    /** Whether a feed whose first run is read now, and that is not from block 0 on, shows so: nothing before it is damaged. */
    private boolean showsThatTrimIsMissing() {
        return !startsAreLookedFor && first.isEmpty() && !folder.disk().exists(folder.trim());
    }

    /** The segments in force, as who writes them knows them; and what was written and not found, also where the log just ends before. */
    private void upTo(LogEnd end) throws IOException {
        inForce = end.segments();
        starts();
        for (int number : end.segments()) {
            segment(number, number == end.newest());
        }
        end.lengths().forEach((feed, length) -> {
            long found = Math.max(ends.getOrDefault(feed, 0L), starts.getOrDefault(feed, 0L));
            if (found < length) {
                tell(Finding.Kind.LOST, end.newest(), "lacks " + blocks(found, length) + " of feed " + feed);
            }
        });
    }

    /** The numbers of the segments that are there, and for each the first that it stands for, as far as it says so. */
    private NavigableMap<Integer, Integer> firsts() throws IOException {
        TreeMap<Integer, Integer> firsts = new TreeMap<>();
        for (int number : folder.numbers()) {
            Optional<SegmentReader> found = segments.open(number);
            if (found.isPresent()) {
                try (SegmentReader reader = found.get()) {
                    if (reader.isRewritten()) {
                        rewrittenSegment = Optional.of(number);
                    }
                    firsts.put(number, reader.first(number, firsts.isEmpty() ? 0 : firsts.lastKey() + 1));
                }
            }
        }
        return firsts;
    }

    /** The first fault that a node would not get over by itself. */
    Optional<Fault> firstFault() {
        return first.map(fault -> new Fault(fault.segment(), fault.offset(), List.copyOf(rewritten)));
    }

    /** Where feeds begin, if the file that says so has to be written anew. */
    Optional<Mended> mended() {
        return mended;
    }

    int feeds() {
        return ends.size();
    }

    long blocks() {
        return blocks;
    }

    private void missing(int number) {
        damage(number, 0, "is missing, though its index or a later segment is there");
    }

    private void segment(int number, boolean newest) throws IOException {
        Optional<SegmentReader> found = segments.open(number);
        if (found.isEmpty()) {
            missing(number);
            return;
        }
        try (SegmentReader reader = found.get()) {
            if (newest) {
                written.ifPresent(end -> reader.limit(end.bytes()));
            }
            if (!reader.headerIsWhole()) {
                String unreadable = reader.unreadable(0, SegmentHeader.MOST_BYTES);
                damage(
                        number,
                        0,
                        "does not begin as segment " + number + " of party " + folder.party()
                                + (unreadable.isEmpty() ? "" : ": the disk cannot read " + unreadable));
            }
            boolean sealed = reader.read(
                    (run, offset, size) -> run(number, run, offset),
                    (from, to, torn) -> fault(number, reader, from, to, torn && newest && written.isEmpty()));
            long size = reader.size();
            written.filter(end -> newest && size < end.bytes())
                    .ifPresent(end -> damage(
                            number, size, "ends at offset " + size + ", though it was written up to " + end.bytes()));
            if (!newest && !sealed) {
                damage(number, reader.size(), "ends without the seal of a segment that another follows");
            }
            if (!reader.hasReadAll()) { // nobody can copy the file, so all of it goes aside
                first = first.map(fault -> fault.segment() == number ? new Fault(number, 0, List.of()) : fault);
            }
        }
    }

    /** Tells of a fault, and returns whether to read on behind it: not behind a torn tail, of which all is cut. */
    private boolean fault(int number, SegmentReader reader, long from, long to, boolean isTornTail) {
        if (isTornTail) {
            tell(
                    Finding.Kind.NOTE,
                    number,
                    "has a torn tail from offset " + from
                            + " on, as a power cut leaves it: never known to be durable; the next start cuts it, and"
                            + " nothing is lost");
            return false;
        }
        String unreadable = reader.unreadable(from, to);
        damage(
                number,
                from,
                "is damaged from offset " + from + " to " + to
                        + (unreadable.isEmpty() ? "" : ": the disk cannot read " + unreadable));
        return true;
    }

    private boolean run(int number, RunBody.Outline run, long offset) throws IOException {
        FeedKey feed = run.head().feed();
        long known = ends.getOrDefault(feed, 0L);
        long end = run.head().extent().length();
        if (run.from() > 0 && !ends.containsKey(feed) && showsThatTrimIsMissing()) {
            starts(TrimFile.Found.nothing("is missing, though feed " + feed + " begins at block " + run.from() + " in "
                    + folder.log(number).name()));
        }
        if (run.from() > known && run.from() > starts.getOrDefault(feed, 0L)) {
            damage(number, offset, "goes on at offset " + offset + " with block " + run.from() + " of feed " + feed);
            tell(Finding.Kind.LOST, number, "lacks " + blocks(known, run.from()) + " of feed " + feed);
        } else if (run.from() < known) {
            damage(number, offset, "has block " + run.from() + " of feed " + feed + " twice, at offset " + offset);
        }
        ends.merge(feed, end, Math::max);
        blocks += Math.max(0, end - Math.max(known, run.from()));
        return true;
    }

    /** These blocks, for people. */
    static String blocks(long from, long end) {
        return end == from + 1 ? "block " + from : "blocks " + from + " to " + (end - 1);
    }

    private void damage(int number, long offset, String says) {
        if (first.isEmpty()) {
            first = Optional.of(new Fault(number, offset, List.of()));
        }
        tell(Finding.Kind.DAMAGED, number, says);
    }

    private void tell(Finding.Kind kind, int number, String says) {
        tell(kind, folder.log(number), says);
    }

    private void tell(Finding.Kind kind, DiskPath file, String says) {
        findings.accept(new Finding(kind, folder.disk().locate(file), says));
    }
}
