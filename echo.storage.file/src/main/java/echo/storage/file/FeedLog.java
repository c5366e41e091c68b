package echo.storage.file;

import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.storage.file.disk.DiskPath;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * The segments of a party's log as one: appends to the newest, goes on to the next when that is full, and knows where each run
 * stands. What it cannot do it throws, as {@link IOException}; whether to go on after that is for {@link FileFeedStore}.
 */
final class FeedLog implements Closeable {
    /*
     * 1. Only the newest segment gets records. Before the next is made, durably, all of it was forced, and a seal at its end.
     *    So only the newest can be torn; in any other a fault is damage, and so is an end without a seal.
     * 2. Seal, index, next segment: in that order. Between any two of them the newest is sealed or full, and the next append,
     *    maybe after another opening, goes on from there.
     * 3. An index is a cache. It is used if its checksums hold and it is of this segment at this length; whatever else is found
     *    wrong with it, at opening or at a read, is answered by scanning the segment, whose word counts. A run that is read
     *    says itself which it is, and is compared with what was looked for.
     * 4. The tables of the newest segment are in memory; those of a sealed one are in its index, and in memory only where that
     *    could not be written.
     * 5. Memory follows the disk: a step that fails leaves all that can be read as it was.
     */
    private final LogFolder folder;
    private final long segmentBytes;
    private final RandomGenerator random;
    private final Consumer<String> notices;
    private final SealedSegments sealed;
    private final FeedChains feeds = new FeedChains();
    private Segment newest;
    private SegmentTables tables;

    private FeedLog(LogFolder folder, long segmentBytes, RandomGenerator random, Consumer<String> notices, int newest)
            throws IOException {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.random = random;
        this.notices = notices;
        this.sealed = new SealedSegments(folder);
        this.newest = folder.open(newest);
        this.tables = new SegmentTables(newest, feeds::length);
    }

    /** Opens, and if need be creates, the log in {@code folder}. Parameters and errors as {@link FileFeedStore#open}. */
    static FeedLog open(LogFolder folder, long segmentBytes, RandomGenerator random, Consumer<String> notices)
            throws IOException {
        folder.prepare();
        int segments = folder.segments();
        if (segments == 0) {
            folder.create(0, random.nextLong());
        }
        int newest = Math.max(0, segments - 1);
        FeedLog log = new FeedLog(folder, segmentBytes, random, notices, newest);
        try {
            for (int number = 0; number < newest; number++) {
                log.openSealed(number);
            }
            log.recover();
            return log;
        } catch (IOException | EchoException e) {
            log.close();
            throw e;
        }
    }

    private void openSealed(int number) throws IOException {
        Optional<List<IndexFile.Summary>> index = sealed.summaries(number).filter(this::goesOn);
        if (index.isPresent()) {
            index.get().forEach(feed -> feeds.extend(new StoredTable(number, feed, sealed), feed.head()));
        } else {
            SegmentTables found = scan(number, feeds::length);
            found.byFeed().values().forEach(table -> feeds.extend(table, table.head()));
            reindex(number, found);
        }
    }

    /** Whether each feed begins there where it ends so far. */
    private boolean goesOn(List<IndexFile.Summary> index) {
        return index.stream()
                .allMatch(feed -> feed.first() == feeds.length(feed.head().feed())
                        && feed.head().extent().length() > feed.first());
    }

    /** Scans a sealed segment, in which feeds go on at {@code starts}. */
    private SegmentTables scan(int number, ToLongFunction<FeedKey> starts) throws IOException {
        Segment segment = sealed.log(number);
        SegmentTables found = new SegmentTables(number, starts);
        SegmentScan scan = segment.scan();
        long end = scan.wholeRecords((run, offset, size) ->
                found.add(run.from(), run.head(), offset, size).isPresent());
        if (end < segment.size()) {
            throw damaged(segment, end, found);
        }
        if (!scan.endsWithSeal()) {
            throw SegmentHeader.unreadable(
                    segment.where(),
                    "ends at offset " + end + ", after " + found.last()
                            + ", without the seal of a segment that another follows");
        }
        return found;
    }

    private static EchoException damaged(Segment segment, long offset, SegmentTables before) {
        return SegmentHeader.unreadable(segment.where(), "is damaged at offset " + offset + ", after " + before.last());
    }

    /** Writes the index of a sealed segment anew; where that fails, its tables stay in memory. */
    private void reindex(int number, SegmentTables found) {
        try {
            checkpoint(sealed.log(number), found);
            notices.accept(folder.disk().locate(folder.index(number))
                    + " was missing or not as it was written; it was made anew from its segment");
        } catch (IOException e) {
            notices.accept(folder.disk().locate(folder.index(number)) + " cannot be written (" + e.getMessage()
                    + "); what it says is kept in memory");
        }
    }

    /** Writes the index of {@code segment}, in which {@code found} stands, and lets go of the tables in memory. */
    private void checkpoint(Segment segment, SegmentTables found) throws IOException {
        int number = segment.header().number();
        for (IndexFile.Summary feed : sealed.checkpoint(segment, found)) {
            feeds.of(feed.head().feed()).replace(new StoredTable(number, feed, sealed));
        }
    }

    /** Scans the newest segment, cuts a torn tail, and forces what was found, name and bytes: it is read before it need be durable. */
    private void recover() throws IOException {
        SegmentScan scan = newest.scan();
        long end = scan.wholeRecords((run, offset, size) -> index(run.from(), run.head(), offset, size));
        if (end < newest.size()) {
            if (scan.wasDurable(end)) {
                throw damaged(newest, end, tables);
            }
            DiskPath torn = folder.torn(newest.header().number());
            notices.accept(newest.where() + ": cut " + (newest.size() - end) + " bytes at offset " + end + ", after "
                    + tables.last() + ", that a crash had left unfinished; they are kept in " + torn.name());
            newest.cut(folder.disk(), torn, end);
        }
        folder.force();
        newest.resume(scan);
    }

    /** Adds a run of the newest segment to its tables, unless it does not start where its feed ends. */
    private boolean index(long from, Head head, long offset, int size) {
        Optional<MemoryTable> table = tables.add(from, head, offset, size);
        table.ifPresent(it -> feeds.extend(it, head));
        return table.isPresent();
    }

    /** The feeds, as far as they are stored. */
    FeedChains feeds() {
        return feeds;
    }

    /** How far it is written now. */
    LogEnd end() {
        TreeMap<FeedKey, Long> lengths = new TreeMap<>();
        feeds.feeds().forEach(feed -> lengths.put(feed, feeds.length(feed)));
        return new LogEnd(newest.header().number(), newest.size(), lengths);
    }

    /** The newest segment's file, for people. */
    String where() {
        return newest.where();
    }

    /** Writes {@code run}, which starts where its feed ends. */
    void append(Run run) throws IOException {
        if (newest.isSealed() || (newest.hasRecords() && newest.size() >= segmentBytes)) {
            roll();
        }
        long offset = newest.append(run);
        index(run.from(), run.head(), offset, Segment.recordSize(run));
    }

    private void roll() throws IOException {
        newest.seal();
        checkpoint(newest, tables);
        int next = newest.header().number() + 1;
        folder.create(next, random.nextLong());
        Segment full = newest;
        newest = folder.open(next);
        tables = new SegmentTables(next, feeds::length);
        full.close();
    }

    /** Makes all that was appended durable. */
    void force() throws IOException {
        newest.force();
    }

    /** Lets the next opening tell rot in the last group from tearing. */
    void mark() throws IOException {
        newest.mark();
    }

    /** Where the run stands that holds {@code block}, which must be below the feed's length. */
    RunPlace placeOf(FeedKey feed, long block) throws IOException {
        FeedChain chain = feeds.of(feed);
        RunTable table = chain.tableOf(block);
        try {
            return table.placeOf(block);
        } catch (IOException e) {
            rebuild(table.segment());
            return chain.tableOf(block).placeOf(block);
        }
    }

    /** Reads the run that holds {@code block}, and should stand at {@code place}. */
    Run read(FeedKey feed, long block, RunPlace place) throws IOException {
        int number = place.segment();
        if (number == newest.header().number()) {
            return newest.read(place.offset(), place.size());
        }
        try {
            Run run = sealed.log(number).read(place.offset(), place.size());
            if (place.holds(feed, run)) {
                return run;
            }
        } catch (EchoException e) {
            // the segment is damaged, or its index says what is not so: the scan tells
        }
        rebuild(number);
        RunPlace found = placeOf(feed, block);
        return sealed.log(number).read(found.offset(), found.size());
    }

    /** Scans a sealed segment anew, since its index is not as it was written. */
    private void rebuild(int number) throws IOException {
        SegmentTables found = scan(number, feed -> feeds.firstIn(number, feed));
        found.byFeed().forEach((feed, table) -> feeds.of(feed).replace(table));
        reindex(number, found);
    }

    @Override
    public void close() throws IOException {
        try (sealed) {
            newest.close();
        }
    }
}
