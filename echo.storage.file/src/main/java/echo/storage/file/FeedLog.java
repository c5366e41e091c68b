package echo.storage.file;

import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.storage.file.disk.DiskPath;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
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
     * 6. Where feeds begin is in force before a run is dead, and a run is dead before it is left out of a segment. A segment takes the
     *    place of others under the name of the last of them; they are removed once that name is forced.
     *    So where all before is whole, a whole record that does not go on is damage, wherever it stands: what says where its feed
     *    begins is lost.
     * 7. In one segment the runs of a feed follow on each other. Only before it may some be missing, and those are dead.
     */
    private final LogFolder folder;
    private final long segmentBytes;
    private final RandomGenerator random;
    private final Consumer<String> notices;
    private final SealedSegments sealed;
    private final FeedChains feeds = new FeedChains();
    private final Erasure erasure;
    private long rewrites;
    private Segment newest;
    private SegmentTables tables;

    private FeedLog(LogFolder folder, long segmentBytes, RandomGenerator random, Consumer<String> notices, int newest)
            throws IOException {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.random = random;
        this.notices = notices;
        this.sealed = new SealedSegments(folder);
        this.erasure = new Erasure(folder, sealed, feeds, segmentBytes, random);
        this.newest = folder.open(newest);
        this.tables = new SegmentTables(newest, feeds::goesOn);
    }

    /** Opens, and if need be creates, the log in {@code folder}. Parameters and errors as {@link FileFeedStore#open}. */
    static FeedLog open(LogFolder folder, long segmentBytes, RandomGenerator random, Consumer<String> notices)
            throws IOException {
        folder.prepare();
        List<Head> starts = TrimFile.read(folder);
        List<Integer> segments = folder.inForce();
        TreeSet<Integer> rewritten = new TreeSet<>(folder.numbers());
        rewritten.removeAll(segments);
        if (segments.isEmpty()) {
            folder.create(0, random.nextLong());
        }
        int newest = segments.isEmpty() ? 0 : segments.get(segments.size() - 1);
        FeedLog log = new FeedLog(folder, segmentBytes, random, notices, newest);
        try {
            log.feeds.begin(starts);
            for (int number : segments) {
                if (number != newest) {
                    log.openSealed(number);
                }
            }
            log.recover();
            folder.remove(rewritten);
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
            SegmentTables found = scan(number, feeds::goesOn);
            found.byFeed().values().forEach(table -> feeds.extend(table, table.head()));
            reindex(number, found);
        }
        sealed.sizes().put(number, sealed.log(number).size());
    }

    /** Whether each feed begins there where it ends so far. */
    private boolean goesOn(List<IndexFile.Summary> index) {
        return index.stream()
                .allMatch(feed -> feeds.goesOn(feed.head().feed(), feed.first())
                        && feed.head().extent().length() > feed.first());
    }

    /** Scans a sealed segment, which stands after {@code before}. */
    private SegmentTables scan(int number, SegmentTables.Before before) throws IOException {
        Segment segment = sealed.log(number);
        SegmentTables found = new SegmentTables(number, before);
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

    /** Writes the index of a sealed segment anew, since it is not there as it was written. */
    private void reindex(int number, SegmentTables found) {
        if (index(number, found)) {
            notices.accept(folder.disk().locate(folder.index(number))
                    + " was missing or not as it was written; it was made anew from its segment");
        }
    }

    /** Writes the index of a sealed segment, and returns whether it could be written; else its tables stay in memory. */
    private boolean index(int number, SegmentTables found) {
        try {
            checkpoint(sealed.log(number), found);
            return true;
        } catch (IOException e) {
            notices.accept(folder.disk().locate(folder.index(number)) + " cannot be written (" + e.getMessage()
                    + "); what it says is kept in memory");
            return false;
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
            if (scan.stoppedAtRun() || scan.wasDurable(end)) {
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
        List<Integer> segments = new ArrayList<>(sealed.sizes().keySet());
        segments.add(newest.header().number());
        return new LogEnd(segments, newest.size(), lengths, rewrites);
    }

    /** Opens segment {@code number}, if it is there, for who looks at it beside this log; the log must not change meanwhile. */
    Optional<SegmentReader> look(int number) throws IOException {
        return folder.look(number);
    }

    /** The newest segment's file, for people. */
    String where() {
        return newest.where();
    }

    /** Writes {@code run}, which starts where its feed ends. */
    void append(Run run) throws IOException {
        boolean full = newest.hasRecords() && newest.size() >= segmentBytes;
        if (newest.isSealed() || full || !tables.goesOn(run.head().feed(), run.from())) {
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
        tables = new SegmentTables(next, feeds::goesOn);
        sealed.sizes().put(full.header().number(), full.size());
        full.close();
    }

    /** Lets feeds begin at these heads, durably. */
    void trim(List<Head> starts) throws IOException {
        FeedChains after = new FeedChains();
        after.begin(feeds.starts());
        after.begin(starts);
        erasure.abandon(); // what it copies may be dead now
        TrimFile.write(folder, after.starts());
        feeds.begin(starts);
    }

    /**
     * Copies a part of what must be copied before something can be erased. Whatever becomes of it, the log is as it was.
     *
     * @return whether enough is copied for {@link #erase}
     */
    boolean copy() throws IOException {
        return erasure.copy();
    }

    /** Erases what {@link #copy} made ready, and returns whether there may be more to erase. */
    boolean erase() throws IOException {
        rewrites++;
        Optional<Rewrite> done = erasure.takePlace();
        if (done.isPresent()) {
            index(done.get().last(), done.get().tables());
            return true;
        }
        if (erasure.deadSegments().contains(newest.header().number())) {
            roll();
            return true;
        }
        if (!feeds.starts().isEmpty()) {
            folder.removeTorn();
        }
        return false;
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
        SegmentTables found = scan(number, (feed, from) -> from == feeds.firstIn(number, feed));
        found.byFeed().forEach((feed, table) -> feeds.of(feed).replace(table));
        reindex(number, found);
    }

    @Override
    public void close() throws IOException {
        try (sealed;
                erasure) {
            newest.close();
        }
    }
}
