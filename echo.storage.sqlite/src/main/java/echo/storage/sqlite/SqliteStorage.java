package echo.storage.sqlite;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.PartyKey;
import echo.api.blob.BlobStore;
import echo.api.feed.FeedStore;
import echo.api.feed.MetaStore;
import echo.api.feed.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sqlite.JDBC;
import org.sqlite.SQLiteJDBCLoader;

/**
 * The data folder of a node with everything in one SQLite file, and the lock that keeps a second node out.
 *
 * <pre>
 *   lock
 *   echo.sqlite, and while a node runs: echo.sqlite-wal, echo.sqlite-shm
 * </pre>
 *
 * <p>The file is in WAL mode, and each commit is forced: other programs may read it while a node runs, and none may write.
 *
 * <p>Any thread. Closing it commits what waits, closes its stores and gives the lock back.
 *
 * <p>Source: docs/format.md, "SQLite file".
 */
public final class SqliteStorage implements Storage, AutoCloseable {
    private static final long WITHOUT_LIMIT = Long.MAX_VALUE;

    /** SQLite's own bound on the number of pages. */
    private static final long MOST_PAGES = 4_294_967_294L;

    private static final List<String> SETTINGS = List.of(
            "PRAGMA busy_timeout = 3000",
            "PRAGMA synchronous = FULL",
            "PRAGMA fullfsync = ON",
            "PRAGMA checkpoint_fullfsync = ON",
            "PRAGMA secure_delete = ON",
            "PRAGMA cell_size_check = ON",
            "PRAGMA trusted_schema = OFF",
            "PRAGMA journal_size_limit = 16777216");

    private final Database database;
    private final Consumer<String> notices;
    private final Closeable lock;
    private final SqliteMetaStore meta;
    private final TreeMap<PartyKey, SqliteFeedStore> open = new TreeMap<>();
    private final TreeMap<PartyKey, SqliteBlobStore> blobs = new TreeMap<>();

    private SqliteStorage(Database database, Consumer<String> notices, Closeable lock) {
        this.database = database;
        this.notices = notices;
        this.lock = lock;
        this.meta = new SqliteMetaStore(database);
    }

    /**
     * Opens, and if need be creates, {@code echo.sqlite} in {@code folder}.
     *
     * @param notices takes a line for people when a damaged blob was set aside
     * @throws EchoException of kind {@code STORAGE} if another node uses the folder, it belongs to the file storage, or it cannot be
     *     written; {@code CORRUPT} if the file is damaged, of another program, or of another version
     */
    public static SqliteStorage open(Path folder, Consumer<String> notices) {
        return open(folder, WITHOUT_LIMIT, notices);
    }

    /**
     * As {@link #open(Path, Consumer)}, with a file that stays below a size: past it writes fail as on a full disk.
     *
     * @param limitBytes largest size of the file in bytes, without its log of writes
     */
    public static SqliteStorage open(Path folder, long limitBytes, Consumer<String> notices) {
        loadLibrary();
        DataFolder data = new DataFolder(folder);
        Closeable lock = data.claim();
        try {
            if (!data.hasFile()) {
                make(data);
            }
            return new SqliteStorage(connect(data.file(), limitBytes), notices, lock);
        } catch (RuntimeException | Error e) {
            release(lock, data.file());
            throw e;
        }
    }

    /** Makes a file with the tables, under another name first: so none is ever there without them. */
    private static void make(DataFolder data) {
        try (Database database = connect(data.beginFile())) {
            Schema.ensure(database);
        }
        data.endFile();
    }

    /** The driver unpacks its native library into a folder for temporary files, where a system may forbid to run it. */
    private static void loadLibrary() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new EchoException(
                    Kind.STORAGE,
                    "SQLite's library cannot be loaded (" + e.getMessage()
                            + "); let the system property org.sqlite.tmpdir name a folder whose files may be executed",
                    e);
        }
    }

    private static Database connect(Path file, long limitBytes) {
        Database database = connect(file);
        try {
            Schema.requireOurs(database); // before the file is changed in any way
            SETTINGS.forEach(database::set);
            String mode = database.first("PRAGMA journal_mode = WAL", row -> row.getString(1))
                    .orElse("");
            if (!mode.equals("wal")) {
                throw new EchoException(
                        Kind.STORAGE,
                        file + " cannot be kept in WAL mode, but in " + mode + "; put it on a local disk");
            }
            long pageBytes =
                    database.first("PRAGMA page_size", row -> row.getLong(1)).orElseThrow();
            database.set("PRAGMA max_page_count = " + Math.min(MOST_PAGES, limitBytes / pageBytes));
            Schema.ensure(database);
            Inspection.of(database);
            return database;
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    @SuppressWarnings("MustBeClosed") // the database owns it
    private static Database connect(Path file) {
        try {
            // as a URI, in which no character of a folder's name means something else
            return new Database(file, JDBC.createConnection("jdbc:sqlite:" + file.toUri(), new Properties()));
        } catch (SQLException e) {
            throw Trouble.of(file, "open " + file, e);
        }
    }

    @Override
    public synchronized FeedStore open(PartyKey party) {
        database.requireOpen();
        SqliteFeedStore known = open.get(party);
        if (known != null && !known.isClosed()) {
            throw new IllegalStateException("the feeds of party " + party + " are open already");
        }
        SqliteFeedStore store = SqliteFeedStore.open(database, party);
        open.put(party, store);
        return store;
    }

    @Override
    public List<PartyKey> parties() {
        return StoredParty.all(database);
    }

    @Override
    public synchronized BlobStore blobs(PartyKey party) {
        database.requireOpen();
        return blobs.computeIfAbsent(party, key -> new SqliteBlobStore(database, key, notices));
    }

    @Override
    public MetaStore meta() {
        return meta;
    }

    @Override
    public synchronized void close() {
        if (database.isClosed()) {
            return;
        }
        try {
            database.close();
        } finally {
            release(lock, database.file());
        }
    }

    private static void release(Closeable lock, Path file) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new EchoException(
                    Kind.STORAGE, "cannot unlock the folder of " + file + " (" + e.getMessage() + ")", e);
        }
    }
}
