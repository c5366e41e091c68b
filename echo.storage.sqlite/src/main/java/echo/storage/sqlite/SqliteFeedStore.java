package echo.storage.sqlite;

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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The feeds of one party in the tables {@code feed} and {@code run}. What is appended waits in the transaction that all stores
 * of the file share; a force commits it, with what waits of others. When a write of another store fails, what waited here is lost
 * with it, and this store refuses writes from then on as if one of its own had failed.
 *
 * <p>It holds nothing in memory but what a call needs: at most two runs.
 *
 * <p>One thread at a time, except {@link #close}: a storage that goes away closes its stores from a thread of its own, and
 * waits for the call under way.
 */
public final class SqliteFeedStore implements FeedStore {
    private final Database database;
    private final PartyKey party;
    private final Database.Waiting waiting = reason -> failure = Optional.of(reason);
    private Optional<String> failure = Optional.empty();
    private boolean closed;

    /** Whether bytes of what was erased may still be in the log of writes, from before this opening too. */
    private boolean purge = true;

    private SqliteFeedStore(Database database, PartyKey party) {
        this.database = database;
        this.party = party;
    }

    /** Opens the feeds of {@code party}. What is found is durable: what others left waiting is forced first. */
    static SqliteFeedStore open(Database database, PartyKey party) {
        database.writeNow(() -> StoredParty.write(database, party));
        return new SqliteFeedStore(database, party);
    }

    @Override
    public List<FeedKey> feeds() {
        requireOpen();
        return StoredFeed.keys(database, party);
    }

    @Override
    public Extent extent(FeedKey feed) {
        return head(feed).map(Head::extent).orElse(Extent.EMPTY);
    }

    @Override
    public Optional<Head> head(FeedKey feed) {
        requireOpen();
        return StoredFeed.find(database, party, feed).map(StoredFeed::head);
    }

    @Override
    public Extent start(FeedKey feed) {
        return startHead(feed).map(Head::extent).orElse(Extent.EMPTY);
    }

    @Override
    public Optional<Head> startHead(FeedKey feed) {
        requireOpen();
        return StoredFeed.find(database, party, feed)
                .flatMap(stored -> start(stored).find());
    }

    /** {@inheritDoc} After a failure the store refuses writes until it is opened again. */
    @Override
    public void begin(Head start) {
        synchronized (database) {
            requireWritable();
            Head.requireFirst(start, extent(start.feed()));
            StoredFeed feed = new StoredFeed(StoredFeed.nextId(database), start);
            orRefuse(() -> {
                database.write(waiting, () -> {
                    feed.write(database, party);
                    start(feed).write(start);
                });
                database.commit();
            });
        }
    }

    private StoredStart start(StoredFeed feed) {
        return new StoredStart(database, party, feed.id(), feed.head().feed());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also if {@code run} has more bytes than {@link Limits#RUN_BYTES} or a block more than
     *     {@link Limits#BLOCK_BYTES}
     */
    @Override
    public void append(Run run) {
        synchronized (database) {
            requireWritable();
            orRefuse(() -> write(run));
        }
    }

    private void write(Run run) {
        FeedKey key = run.head().feed();
        Optional<StoredFeed> known = StoredFeed.find(database, party, key);
        run.requireStorableAt(known.map(feed -> feed.head().extent().length()).orElse(0L));
        long id = known.map(StoredFeed::id).orElseGet(() -> StoredFeed.nextId(database));
        database.write(waiting, () -> {
            new StoredRun(database, party, id, key).insert(run);
            new StoredFeed(id, run.head()).write(database, party);
        });
    }

    @Override
    public void force() {
        synchronized (database) {
            requireWritable();
            orRefuse(database::commit);
        }
    }

    /** {@inheritDoc} The run is one that a store can hold: at most {@link Limits#RUN_BYTES}, whatever was asked. */
    @Override
    public Optional<Run> read(FeedKey feed, long from, int maxBytes) {
        if (from < 0) {
            throw new IllegalArgumentException("a feed has no block " + from);
        }
        synchronized (database) {
            requireOpen();
            Optional<StoredFeed> found = StoredFeed.find(database, party, feed)
                    .filter(stored -> from < stored.head().extent().length());
            if (found.isPresent() && from < start(feed).length()) {
                throw new IllegalArgumentException("feed " + feed + " begins at block "
                        + start(feed).length() + ": block " + from + " was trimmed");
            }
            return found.map(stored -> read(stored, from, Math.min(maxBytes, Limits.RUN_BYTES + 1)));
        }
    }

    private StoredRun runs(StoredFeed feed) {
        return new StoredRun(database, party, feed.id(), feed.head().feed());
    }

    private Run read(StoredFeed feed, long from, int maxBytes) {
        StoredRun runs = runs(feed);
        Run run = runs.holding(from);
        List<Bytes> payloads = new ArrayList<>(
                run.payloads().subList((int) (from - run.from()), run.payloads().size()));
        long bytes = payloads.stream().mapToLong(Bytes::size).sum();
        long length = feed.head().extent().length();
        for (long end = endOf(run); end < length; end = endOf(run)) {
            StoredRun.Size next = runs.sizeAt(end);
            bytes += next.payloadBytes();
            if (payloads.size() + next.blocks() > Limits.RUN_BLOCKS || bytes >= maxBytes) {
                break;
            }
            run = runs.holding(end);
            payloads.addAll(run.payloads());
        }
        return new Run(from, payloads, run.head());
    }

    private static long endOf(Run run) {
        return run.head().extent().length();
    }

    /** {@inheritDoc} After a failure the store refuses writes until it is opened again. */
    @Override
    public void trim(Timeframe below) {
        synchronized (database) {
            requireWritable();
            List<Head> starts = Trimming.starts(
                    this, below, (feed, block) -> runs(known(feed)).holding(block));
            orRefuse(() -> {
                database.write(waiting, () -> {
                    for (Head start : starts) {
                        start(known(start.feed())).write(start);
                    }
                });
                database.commit();
            });
        }
    }

    private StoredFeed known(FeedKey feed) {
        return StoredFeed.find(database, party, feed).orElseThrow();
    }

    /**
     * {@inheritDoc} A step deletes rows in a transaction of its own, with what waits; the last one cuts SQLite's log of writes. The file
     * keeps its size: what is written later goes where deleted rows were.
     *
     * @throws EchoException also if another program reads the file, so that the log of writes cannot be cut: let it end, then try again
     */
    @Override
    public boolean erase() {
        synchronized (database) {
            requireWritable();
            List<StoredRun.Dead> dead = StoredRun.Dead.some(database, party);
            if (!dead.isEmpty()) {
                purge = true;
                orRefuse(() -> {
                    database.write(waiting, () -> delete(dead));
                    database.commit();
                });
            } else if (purge) {
                purge();
            }
            return purge;
        }
    }

    private void delete(List<StoredRun.Dead> dead) throws SQLException {
        long left = Limits.ERASE_BYTES;
        for (int i = 0; i < dead.size() && left > 0; i++) {
            dead.get(i).delete(database);
            left -= dead.get(i).payloadBytes();
        }
    }

    private void purge() {
        orRefuse(database::commit);
        if (!database.purge()) {
            throw new EchoException(
                    Kind.STORAGE,
                    "trimmed blocks are not gone yet: another program reads " + database.file()
                            + "; let it end, then try again");
        }
        purge = false;
    }

    /** {@inheritDoc} What waits goes on waiting: it is durable with the next force of another store, or when the storage closes. */
    @Override
    public void close() {
        synchronized (database) {
            closed = true;
        }
    }

    boolean isClosed() {
        synchronized (database) {
            return closed;
        }
    }

    private void orRefuse(Runnable write) {
        try {
            write.run();
        } catch (EchoException e) {
            failure = Optional.ofNullable(e.getMessage());
            throw e;
        }
    }

    private void requireOpen() {
        if (isClosed()) {
            throw new EchoException(
                    Kind.UNAVAILABLE,
                    "the feeds of party " + party + " in " + database.file()
                            + " are closed; open the party again when a storage is there");
        }
        database.requireOpen();
    }

    private void requireWritable() {
        requireOpen();
        failure.ifPresent(message -> {
            throw new EchoException(Kind.STORAGE, message);
        });
    }
}
