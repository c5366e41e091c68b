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
import echo.api.feed.Timeframe;
import echo.api.feed.Trimming;
import echo.storage.file.FileStorage.Settings;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The feeds of one party in one append-only log that they share, so that one force makes everything durable that waits. The
 * log is a {@link FeedLog}; this class joins runs that are read, and refuses writes once one has failed.
 *
 * <p>One thread at a time, except {@link #close}: a storage that goes away closes its stores from a thread of its own, and
 * waits for the call under way.
 */
public final class FileFeedStore implements FeedStore {
    /** A segment of the log is complete once it has so many bytes; the next run begins another. */
    public static final long SEGMENT_BYTES = 64L << 20;

    private final FeedLog log;
    private boolean closed;
    private Optional<String> failure = Optional.empty();

    private FileFeedStore(FeedLog log) {
        this.log = log;
    }

    /**
     * Opens, and if need be creates, the log of {@code party} in {@code folder}. A torn tail is cut and kept in a file beside
     * the log.
     *
     * @param random source of the markers of new segments; should be unforeseeable where payloads come from others
     * @param notices takes one line for people when something was cut, or an index was made anew
     * @throws EchoException of kind {@code STORAGE} if the disk fails, {@code CORRUPT} if stored bytes are not what was
     *     written: then nothing is changed
     */
    public static FileFeedStore open(
            Disk disk, DiskPath folder, PartyKey party, RandomGenerator random, Consumer<String> notices) {
        return open(disk, folder, party, SEGMENT_BYTES, random, notices);
    }

    /**
     * As {@link #open(Disk, DiskPath, PartyKey, RandomGenerator, Consumer)}, with segments of another size.
     *
     * @param segmentBytes in place of {@link #SEGMENT_BYTES}
     */
    public static FileFeedStore open(
            Disk disk,
            DiskPath folder,
            PartyKey party,
            long segmentBytes,
            RandomGenerator random,
            Consumer<String> notices) {
        return open(new LogFolder(disk, folder, party), Settings.ofSegments(segmentBytes), random, notices);
    }

    /** As {@link #open(Disk, DiskPath, PartyKey, long, RandomGenerator, Consumer)}, in {@code folder} and with {@code settings}. */
    static FileFeedStore open(LogFolder folder, Settings settings, RandomGenerator random, Consumer<String> notices) {
        try {
            return new FileFeedStore(FeedLog.open(folder, settings.segmentBytes(), random, notices));
        } catch (IOException e) {
            throw failed("open the feeds in " + folder, e);
        }
    }

    /** Whether {@code folder} holds a log. */
    static boolean isIn(Disk disk, DiskPath folder) throws IOException {
        return LogFolder.hasLog(disk, folder);
    }

    @Override
    public synchronized List<FeedKey> feeds() {
        return log.feeds().feeds();
    }

    @Override
    public synchronized Extent extent(FeedKey feed) {
        return head(feed).map(Head::extent).orElse(Extent.EMPTY);
    }

    @Override
    public synchronized Optional<Head> head(FeedKey feed) {
        return log.feeds().head(feed);
    }

    @Override
    public synchronized Extent start(FeedKey feed) {
        return startHead(feed).map(Head::extent).orElse(Extent.EMPTY);
    }

    @Override
    public synchronized Optional<Head> startHead(FeedKey feed) {
        return log.feeds().start(feed);
    }

    @Override
    public synchronized void begin(Head start) {
        Head.requireFirst(start, extent(start.feed()));
        requireWritable();
        force();
        trim(List.of(start));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if {@code run} has more bytes than {@link Limits#RUN_BYTES} or a block more than
     *     {@link Limits#BLOCK_BYTES}
     */
    @Override
    public synchronized void append(Run run) {
        run.requireStorableAt(log.feeds().length(run.head().feed()));
        requireWritable();
        try {
            log.append(run);
        } catch (IOException e) {
            throw refuseFromNowOn("write to " + log.where(), e);
        } catch (EchoException e) { // a new segment is not as it was written
            failure = Optional.ofNullable(e.getMessage());
            throw e;
        }
    }

    @Override
    public synchronized void force() {
        requireWritable();
        try {
            log.force();
        } catch (IOException e) {
            throw refuseFromNowOn("force " + log.where(), e);
        }
    }

    /** {@inheritDoc} The run is one that a store can hold: at most {@link Limits#RUN_BYTES}, whatever was asked. */
    @Override
    public synchronized Optional<Run> read(FeedKey feed, long from, int maxBytes) {
        if (from < 0) {
            throw new IllegalArgumentException("a feed has no block " + from);
        }
        requireOpen();
        if (from >= log.feeds().length(feed)) {
            return Optional.empty();
        }
        if (from < start(feed).length()) {
            throw new IllegalArgumentException(
                    "feed " + feed + " begins at block " + start(feed).length() + ": block " + from + " was trimmed");
        }
        try {
            return Optional.of(read(
                    feed,
                    from,
                    Math.min(maxBytes, Limits.RUN_BYTES + 1),
                    log.feeds().length(feed)));
        } catch (IOException e) {
            throw failed("read the feeds beside " + log.where(), e);
        }
    }

    private Run read(FeedKey feed, long from, int maxBytes, long length) throws IOException {
        Run run = log.read(feed, from, log.placeOf(feed, from));
        List<Bytes> payloads = new ArrayList<>(
                run.payloads().subList((int) (from - run.from()), run.payloads().size()));
        long bytes = payloads.stream().mapToLong(Bytes::size).sum();
        boolean asStored = from == run.from();
        for (long end = endOf(run); end < length; end = endOf(run)) {
            RunPlace next = log.placeOf(feed, end);
            bytes += next.payloadBytes();
            if (payloads.size() + next.blocks() > Limits.RUN_BLOCKS || bytes >= maxBytes) {
                break;
            }
            run = log.read(feed, end, next);
            payloads.addAll(run.payloads());
            asStored = false;
        }
        return asStored ? run : new Run(from, payloads, run.head());
    }

    private static long endOf(Run run) {
        return run.head().extent().length();
    }

    /** {@inheritDoc} After an error nothing is changed, and it can be tried again, unless the store refuses writes. */
    @Override
    public synchronized void trim(Timeframe below) {
        requireWritable();
        List<Head> starts = Trimming.starts(this, below, this::runWith);
        force();
        if (!starts.isEmpty()) {
            trim(starts);
        }
    }

    private void trim(List<Head> starts) {
        try {
            log.trim(starts);
        } catch (IOException e) {
            throw failed("write where the feeds begin beside " + log.where(), e);
        }
    }

    private Run runWith(FeedKey feed, long block) {
        try {
            return log.read(feed, block, log.placeOf(feed, block));
        } catch (IOException e) {
            throw failed("read the feeds beside " + log.where(), e);
        }
    }

    /**
     * {@inheritDoc} Segments with such blocks are copied without them, a part at each step, and then replaced. An error while they are
     * copied, as from a full disk, changes nothing, and it can be tried again; after one while they are replaced the store refuses writes
     * until it is opened again.
     */
    @Override
    public synchronized boolean erase() {
        requireWritable();
        try {
            if (!log.copy()) {
                return true;
            }
        } catch (IOException e) {
            throw failed("copy what is left of trimmed segments beside " + log.where(), e);
        }
        try {
            return log.erase();
        } catch (IOException e) {
            throw refuseFromNowOn("erase trimmed segments beside " + log.where(), e);
        } catch (EchoException e) { // a segment is not as it was written
            failure = Optional.ofNullable(e.getMessage());
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (log) {
            markEnd();
        } catch (IOException e) {
            throw failed("close " + log.where(), e);
        }
    }

    /** Lets the next opening tell rot in the last group from tearing. Nothing is lost where that fails. */
    private void markEnd() {
        if (failure.isEmpty()) {
            try {
                log.mark();
            } catch (IOException e) {
                failure = Optional.of("the log could not be marked: " + e.getMessage());
            }
        }
    }

    /** How far it is written now; nothing if it is closed. */
    synchronized Optional<LogEnd> end() {
        return closed ? Optional.empty() : Optional.of(log.end());
    }

    /** Opens segment {@code number}, if it is there, for who looks at it beside this store. */
    synchronized Optional<SegmentReader> look(int number) throws IOException {
        requireOpen();
        return log.look(number);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new EchoException(
                    Kind.UNAVAILABLE, log.where() + " is closed; open the party again when a storage is there");
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
