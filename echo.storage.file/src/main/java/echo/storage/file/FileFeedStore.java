package echo.storage.file;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Head;
import echo.api.feed.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The feeds of one party in one append-only log that they share, so that one force makes everything durable that waits. The
 * log is a {@link Segment}; where the runs of each feed stand in it is a {@link FeedIndex} in memory, rebuilt at opening.
 *
 * <p>One thread at a time, except {@link #close}: a storage that goes away closes its stores from a thread of its own, and
 * waits for the call under way.
 */
public final class FileFeedStore implements FeedStore {
    private static final String LOG = "log";
    private static final String TORN = "torn";

    private final Segment segment;
    private final TreeMap<FeedKey, FeedIndex> indexes = new TreeMap<>();
    private boolean closed;
    private Optional<String> failure = Optional.empty();

    private FileFeedStore(Segment segment) {
        this.segment = segment;
    }

    /**
     * Opens, and if need be creates, the log of {@code party} in {@code folder}. A torn tail is cut and kept in a file beside
     * the log.
     *
     * @param random source of the marker of a new segment; should be unforeseeable where payloads come from others
     * @param notices takes one line for people when something was cut
     * @throws EchoException of kind {@code STORAGE} if the disk fails, {@code CORRUPT} if stored bytes are not what was
     *     written: then nothing is changed
     */
    public static FileFeedStore open(
            Disk disk, DiskPath folder, PartyKey party, RandomGenerator random, Consumer<String> notices) {
        try {
            DiskPath log = prepare(disk, folder, party, random);
            Segment segment = Segment.open(disk, log);
            try {
                requireOwner(segment, party);
                FileFeedStore store = new FileFeedStore(segment);
                store.recover(disk, folder, notices);
                return store;
            } catch (IOException | EchoException e) {
                segment.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed("open the feeds in " + disk.locate(folder), e);
        }
    }

    /** Whether {@code folder} holds a log. */
    static boolean isIn(Disk disk, DiskPath folder) {
        return disk.exists(folder.resolve(Segment.name(0, LOG)));
    }

    private static DiskPath prepare(Disk disk, DiskPath folder, PartyKey party, RandomGenerator random)
            throws IOException {
        disk.makeFolder(folder);
        disk.deleteUnfinished(folder);
        DiskPath log = folder.resolve(Segment.name(0, LOG));
        for (String name : disk.list(folder)) {
            if (name.endsWith("." + LOG) && !name.equals(log.name())) {
                throw SegmentHeader.unreadable(
                        disk.locate(folder.resolve(name)), "is a segment that this version of ECHO does not read");
            }
        }
        if (!disk.exists(log)) {
            Segment.create(disk, log, new SegmentHeader(0, party, random.nextLong()));
        }
        return log;
    }

    private static void requireOwner(Segment segment, PartyKey party) {
        SegmentHeader header = segment.header();
        if (header.number() != 0 || !header.party().equals(party)) {
            throw SegmentHeader.unreadable(
                    segment.where(), "is segment " + header.number() + " of party " + header.party());
        }
    }

    /** Builds the index, cuts a torn tail, and forces what was found, name and bytes: it is read before it need be durable. */
    private void recover(Disk disk, DiskPath folder, Consumer<String> notices) throws IOException {
        SegmentScan scan = segment.scan();
        String[] last = {"the header"};
        long end = scan.wholeRecords((run, offset, size) -> {
            last[0] = "block " + (run.head().extent().length() - 1) + " of feed "
                    + run.head().feed();
            return index(run.from(), run.head(), offset, size);
        });
        if (end < segment.size()) {
            if (scan.wasDurable(end)) {
                throw SegmentHeader.unreadable(segment.where(), "is damaged at offset " + end + ", after " + last[0]);
            }
            notices.accept(segment.where() + ": cut " + (segment.size() - end) + " bytes at offset " + end
                    + ", after " + last[0] + ", that a crash had left unfinished; they are kept in "
                    + Segment.name(0, TORN));
            segment.cut(disk, folder.resolve(Segment.name(0, TORN)), end);
        }
        disk.forceFolder(folder);
        segment.resume(scan);
    }

    /** Adds a run to the index, unless it does not start where its feed ends. */
    private boolean index(long from, Head head, long offset, int size) {
        FeedIndex index = indexes.get(head.feed());
        if (from != (index == null ? 0 : index.head().extent().length())) {
            return false;
        }
        if (index == null) {
            indexes.put(head.feed(), new FeedIndex(head, offset, size));
        } else {
            index.add(head, offset, size);
        }
        return true;
    }

    @Override
    public synchronized List<FeedKey> feeds() {
        return List.copyOf(indexes.keySet());
    }

    @Override
    public synchronized Extent extent(FeedKey feed) {
        return head(feed).map(Head::extent).orElse(Extent.EMPTY);
    }

    @Override
    public synchronized Optional<Head> head(FeedKey feed) {
        return Optional.ofNullable(indexes.get(feed)).map(FeedIndex::head);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if {@code run} has more bytes than {@link Limits#RUN_BYTES} or a block more than
     *     {@link Limits#BLOCK_BYTES}
     */
    @Override
    public synchronized void append(Run run) {
        requireFits(run);
        requireWritable();
        try {
            long offset = segment.append(run);
            index(run.from(), run.head(), offset, Segment.recordSize(run));
        } catch (IOException e) {
            throw refuseFromNowOn("write to " + segment.where(), e);
        }
    }

    private void requireFits(Run run) {
        FeedKey feed = run.head().feed();
        long end = extent(feed).length();
        if (run.from() != end) {
            throw new IllegalArgumentException(
                    "feed " + feed + " ends at block " + end + ", the run starts at " + run.from());
        }
        if (run.payloadBytes() > Limits.RUN_BYTES) {
            throw new IllegalArgumentException(
                    "a run has at most " + Limits.RUN_BYTES + " bytes, not " + run.payloadBytes());
        }
        for (Bytes payload : run.payloads()) {
            if (payload.size() > Limits.BLOCK_BYTES) {
                throw new IllegalArgumentException(
                        "a block has at most " + Limits.BLOCK_BYTES + " bytes, not " + payload.size());
            }
        }
    }

    @Override
    public synchronized void force() {
        requireWritable();
        try {
            segment.force();
        } catch (IOException e) {
            throw refuseFromNowOn("force " + segment.where(), e);
        }
    }

    /** {@inheritDoc} The run is one that a store can hold: at most {@link Limits#RUN_BYTES}, whatever was asked. */
    @Override
    public synchronized Optional<Run> read(FeedKey feed, long from, int maxBytes) {
        if (from < 0) {
            throw new IllegalArgumentException("a feed has no block " + from);
        }
        requireOpen();
        FeedIndex index = indexes.get(feed);
        if (index == null || from >= index.head().extent().length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(index, from, Math.min(maxBytes, Limits.RUN_BYTES + 1)));
        } catch (IOException e) {
            throw failed("read " + segment.where(), e);
        }
    }

    private Run read(FeedIndex index, long from, int maxBytes) throws IOException {
        int next = index.runOf(from);
        Run run = segment.read(index.offset(next), index.size(next));
        next++;
        if (from == run.from() && (next == index.runs() || index.payloadBytes(next) >= maxBytes)) {
            return run;
        }
        List<Bytes> payloads = new ArrayList<>(
                run.payloads().subList((int) (from - run.from()), run.payloads().size()));
        long bytes = payloads.stream().mapToLong(Bytes::size).sum();
        while (next < index.runs()
                && payloads.size() + index.blocks(next) <= Limits.RUN_BLOCKS
                && bytes + index.payloadBytes(next) < maxBytes) {
            run = segment.read(index.offset(next), index.size(next));
            payloads.addAll(run.payloads());
            bytes += index.payloadBytes(next);
            next++;
        }
        return new Run(from, payloads, run.head());
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (segment) {
            markEnd();
        } catch (IOException e) {
            throw failed("close " + segment.where(), e);
        }
    }

    /** Lets the next opening tell rot in the last group from tearing. Nothing is lost where that fails. */
    private void markEnd() {
        if (failure.isEmpty()) {
            try {
                segment.mark();
            } catch (IOException e) {
                failure = Optional.of("the log could not be marked: " + e.getMessage());
            }
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new EchoException(
                    Kind.UNAVAILABLE, segment.where() + " is closed; open the party again when a storage is there");
        }
    }

    private void requireWritable() {
        requireOpen();
        failure.ifPresent(message -> {
            throw new EchoException(Kind.STORAGE, message);
        });
    }

    private EchoException refuseFromNowOn(String what, IOException cause) {
        EchoException exception = failed(what, cause);
        failure = Optional.ofNullable(exception.getMessage());
        return exception;
    }

    private static EchoException failed(String what, IOException cause) {
        return new EchoException(
                Kind.STORAGE,
                "cannot " + what + " (" + cause.getMessage() + "): check the disk and its free space, then restart",
                cause);
    }
}
