package echo.storage.file;

import echo.api.FeedKey;
import java.io.IOException;
import java.util.List;
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
     */
    record Fault(int segment, long offset) {}

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
    private Optional<Fault> first = Optional.empty();
    private long blocks;

    private LogCheck(LogFolder folder, Segments segments, Optional<LogEnd> written, Consumer<Finding> findings) {
        this.folder = folder;
        this.segments = segments;
        this.written = written;
        this.findings = findings;
    }

    /** Reads the log in {@code folder} and tells {@code findings} of each fault. */
    static LogCheck of(LogFolder folder, Consumer<Finding> findings) throws IOException {
        return of(
                folder,
                number -> Optional.of(SegmentReader.open(folder.disk(), folder.log(number), number, folder.party())),
                Optional.empty(),
                findings);
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
        check.read();
        return check;
    }

    private void read() throws IOException {
        List<Integer> there = folder.numbers();
        int newest = there.isEmpty() ? -1 : there.get(there.size() - 1);
        int last = written.map(LogEnd::segment).orElse(Math.max(newest, folder.lastIndexed()));
        for (int number = 0; number <= last; number++) {
            Optional<SegmentReader> reader = there.contains(number) ? segments.open(number) : Optional.empty();
            if (reader.isPresent()) {
                segment(
                        reader.get(),
                        number,
                        number == written.map(LogEnd::segment).orElse(newest));
            } else {
                damage(number, 0, "is missing, though its index or a later segment is there");
            }
        }
        written.ifPresent(this::compare);
    }

    /** Tells of what was written and not found: also where the log just ends before. */
    private void compare(LogEnd end) {
        end.lengths().forEach((feed, length) -> {
            long found = ends.getOrDefault(feed, 0L);
            if (found < length) {
                tell(Finding.Kind.LOST, end.segment(), "lacks " + blocks(found, length) + " of feed " + feed);
            }
        });
    }

    /** The first fault that a node would not get over by itself. */
    Optional<Fault> firstFault() {
        return first;
    }

    int feeds() {
        return ends.size();
    }

    long blocks() {
        return blocks;
    }

    private void segment(SegmentReader reader, int number, boolean newest) throws IOException {
        try (reader) {
            if (newest) {
                written.ifPresent(end -> reader.limit(end.bytes()));
            }
            if (!reader.headerIsWhole()) {
                damage(number, 0, "does not begin as segment " + number + " of party " + folder.party());
            }
            boolean sealed = reader.read((run, offset, size) -> run(number, run, offset), (from, to, torn) -> {
                if (torn && newest && written.isEmpty()) {
                    tell(
                            Finding.Kind.NOTE,
                            number,
                            "has an unfinished tail at offset " + from
                                    + ", never known to be durable; opening cuts it");
                } else {
                    damage(number, from, "is damaged from offset " + from + " to " + to);
                }
            });
            long size = reader.size();
            written.filter(end -> newest && size < end.bytes())
                    .ifPresent(end -> damage(
                            number, size, "ends at offset " + size + ", though it was written up to " + end.bytes()));
            if (!newest && !sealed) {
                damage(number, reader.size(), "ends without the seal of a segment that another follows");
            }
        }
    }

    private boolean run(int number, RunBody.Outline run, long offset) {
        FeedKey feed = run.head().feed();
        long known = ends.getOrDefault(feed, 0L);
        long end = run.head().extent().length();
        if (run.from() > known) {
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
            first = Optional.of(new Fault(number, offset));
        }
        tell(Finding.Kind.DAMAGED, number, says);
    }

    private void tell(Finding.Kind kind, int number, String says) {
        findings.accept(new Finding(kind, folder.disk().locate(folder.log(number)), says));
    }
}
