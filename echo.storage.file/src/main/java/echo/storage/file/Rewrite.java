package echo.storage.file;

import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.storage.file.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A rewriting that is under way: neighbouring sealed segments become one, without the runs before the beginnings of their feeds. Until
 * {@link #takePlace} nothing of it is in force.
 */
final class Rewrite implements Closeable {
    private final LogFolder folder;
    private final SegmentHeader header;
    private final List<Integer> segments;
    private final Map<FeedKey, Long> starts = new TreeMap<>();
    private final Deque<Integer> sources;
    private final Segment target;
    private final SegmentTables tables;
    private Optional<Source> source = Optional.empty();

    /** A segment that is being copied: so far up to {@code at}. */
    private static final class Source implements Closeable {
        private final Segment segment;
        private final SegmentScan scan;
        private long at;

        Source(Segment segment) throws IOException {
            this.segment = segment;
            this.scan = segment.scan();
            this.at = segment.header().size();
        }

        boolean ends() {
            return at == segment.size() && scan.endsWithSeal();
        }

        @Override
        public void close() throws IOException {
            segment.close();
        }
    }

    /**
     * Begins to rewrite {@code segments}, neighbours, of which a power cut leaves the first sign with {@link #takePlace}.
     *
     * @param header of the segment that they become
     * @param feeds where each begins
     */
    Rewrite(LogFolder folder, SegmentHeader header, List<Integer> segments, FeedChains feeds) throws IOException {
        this.folder = folder;
        this.header = header;
        this.segments = List.copyOf(segments);
        TreeSet<Integer> live = new TreeSet<>();
        feeds.sort(new TreeSet<>(), live);
        this.sources = new ArrayDeque<>(segments.stream().filter(live::contains).toList());
        feeds.starts().forEach(start -> starts.put(start.feed(), start.extent().length()));
        Disk disk = folder.disk();
        if (disk.exists(folder.unfinished(header.number()))) {
            disk.delete(folder.unfinished(header.number()));
        }
        this.target = Segment.begin(disk, folder.unfinished(header.number()), header);
        this.tables = new SegmentTables(header.number(), (feed, from) -> true);
    }

    /** The numbers of the segments that are rewritten, in order; what they become has the last. */
    List<Integer> segments() {
        return segments;
    }

    /** The last of these numbers. */
    int last() {
        return header.number();
    }

    /** What stands where in the segment that they become. */
    SegmentTables tables() {
        return tables;
    }

    /** Whether all that is live is copied. */
    boolean isCopied() {
        return target.isSealed();
    }

    /**
     * Reads on, up to about {@link Limits#ERASE_BYTES}, and copies what is live of it, durably.
     *
     * @throws EchoException of kind {@code CORRUPT} if a segment is damaged
     */
    void copy() throws IOException {
        for (long left = Limits.ERASE_BYTES; left > 0 && (source.isPresent() || !sources.isEmpty()); ) {
            Source from = source.isPresent() ? source.get() : new Source(folder.open(sources.getFirst()));
            source = Optional.of(from);
            long before = from.at;
            copy(from, left);
            left -= from.at - before;
            if (from.ends()) {
                from.close();
                source = Optional.empty();
                sources.removeFirst();
            }
        }
        if (source.isEmpty() && sources.isEmpty()) {
            target.seal();
        } else {
            target.force();
        }
    }

    private void copy(Source from, long most) throws IOException {
        long end = from.at + most;
        boolean[] paused = {false};
        from.at = from.scan.wholeRecords(from.at, (run, offset, size) -> {
            paused[0] = offset >= end;
            return !paused[0] && copy(from.segment, run, offset, size);
        });
        if (!paused[0] && !from.ends()) {
            throw SegmentHeader.unreadable(
                    from.segment.where(), "is damaged at offset " + from.at + ", after " + tables.last());
        }
    }

    /** Copies a run, unless it is dead; returns whether it goes on from those of its feed that were copied. */
    private boolean copy(Segment from, RunBody.Outline run, long offset, int size) throws IOException {
        if (run.head().extent().length() <= starts.getOrDefault(run.head().feed(), 0L)) {
            return true;
        }
        long at = target.append(from.read(offset, size));
        return tables.add(run.from(), run.head(), at, size).isPresent();
    }

    /** Puts what was copied in the place of the last of the segments: from now on it stands for all of them, if names are forced. */
    void takePlace() throws IOException {
        target.close();
        folder.disk().replace(folder.unfinished(last()), folder.log(last()));
    }

    /** Gives it up; what was copied is removed, now or at the next opening. */
    void abandon() throws IOException {
        close();
        if (folder.disk().exists(folder.unfinished(last()))) {
            folder.disk().delete(folder.unfinished(last()));
        }
    }

    @Override
    public void close() throws IOException {
        try (target) {
            if (source.isPresent()) {
                source.get().close();
            }
        }
    }
}
