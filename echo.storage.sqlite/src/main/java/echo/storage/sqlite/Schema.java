package echo.storage.sqlite;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.util.List;

/** The tables, which {@code docs/format.md} describes, and how a file says that it has them. */
final class Schema {
    /** {@code ECHO} in ASCII. */
    private static final long APPLICATION_ID = 0x4543484f;

    private static final long VERSION = 2;

    /** Without the table {@code start}: nothing could be trimmed. */
    private static final long BEFORE_TRIMMING = 1;

    private static final String START = """
            CREATE TABLE start (
                feed INTEGER PRIMARY KEY,
                length INTEGER NOT NULL,
                link BLOB NOT NULL CHECK (length(link) = 32),
                signature BLOB NOT NULL CHECK (length(signature) = 64),
                checksum INTEGER NOT NULL
            ) STRICT""";

    private static final List<String> TABLES = List.of("""
            CREATE TABLE party (
                key BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 32),
                checksum INTEGER NOT NULL
            ) STRICT""", """
            CREATE TABLE feed (
                id INTEGER PRIMARY KEY,
                party BLOB NOT NULL,
                key BLOB NOT NULL CHECK (length(key) = 32),
                length INTEGER NOT NULL,
                link BLOB NOT NULL CHECK (length(link) = 32),
                signature BLOB NOT NULL CHECK (length(signature) = 64),
                checksum INTEGER NOT NULL,
                UNIQUE (party, key)
            ) STRICT""", """
            CREATE TABLE run (
                feed INTEGER NOT NULL,
                first INTEGER NOT NULL,
                blocks INTEGER NOT NULL,
                link BLOB NOT NULL CHECK (length(link) = 32),
                signature BLOB NOT NULL CHECK (length(signature) = 64),
                checksum INTEGER NOT NULL,
                sizes TEXT NOT NULL,
                payloads BLOB NOT NULL,
                UNIQUE (feed, first)
            ) STRICT""", START, """
            CREATE TABLE record (
                name TEXT NOT NULL PRIMARY KEY,
                value BLOB NOT NULL,
                checksum INTEGER NOT NULL
            ) STRICT""", """
            CREATE TABLE blob (
                party BLOB NOT NULL,
                name TEXT NOT NULL,
                content BLOB NOT NULL,
                PRIMARY KEY (party, name)
            ) STRICT""", """
            CREATE TABLE damaged_blob (
                party BLOB NOT NULL,
                name TEXT NOT NULL,
                content BLOB NOT NULL,
                PRIMARY KEY (party, name)
            ) STRICT""", """
            CREATE VIEW block AS
            SELECT feed.party AS party, feed.key AS feed, run.first + size.key AS number,
                substr(run.payloads,
                    1 + sum(size.value) OVER (PARTITION BY run.feed, run.first ORDER BY size.key) - size.value,
                    size.value) AS payload
            FROM run JOIN feed ON feed.id = run.feed JOIN json_each(run.sizes) AS size""");

    private Schema() {}

    /**
     * Makes the tables in a file that has none, and what an older version lacks.
     *
     * @throws EchoException of kind {@code CORRUPT} if the file is somebody else's, or of another version
     */
    static void ensure(Database database) {
        requireOurs(database);
        long version = number(database, "PRAGMA user_version");
        if (number(database, "PRAGMA application_id") == 0) {
            database.writeNow(() -> {
                for (String table : TABLES) {
                    database.change(table);
                }
                database.change("PRAGMA application_id = " + APPLICATION_ID);
                database.change("PRAGMA user_version = " + VERSION);
            });
        } else if (version == BEFORE_TRIMMING) {
            database.writeNow(() -> {
                database.change(START);
                database.change("PRAGMA user_version = " + VERSION);
            });
        } else if (version != VERSION) {
            throw refused(
                    database,
                    "has schema version " + version + ", this node knows versions " + BEFORE_TRIMMING + " and "
                            + VERSION);
        }
    }

    /**
     * Requires that the file is of this program, or has nothing in it. Changes nothing.
     *
     * @throws EchoException of kind {@code CORRUPT} if it is somebody else's
     */
    static void requireOurs(Database database) {
        long application = number(database, "PRAGMA application_id");
        boolean empty = application == 0
                && number(database, "PRAGMA user_version") == 0
                && number(database, "SELECT count(*) FROM sqlite_schema") == 0;
        if (application != APPLICATION_ID && !empty) {
            throw refused(database, "is a SQLite file of another program (application_id " + application + ")");
        }
    }

    private static long number(Database database, String sql) {
        return database.first(sql, row -> row.getLong(1)).orElse(0L);
    }

    private static EchoException refused(Database database, String reason) {
        return new EchoException(
                Kind.CORRUPT,
                database.file() + " " + reason
                        + "; it was left as it is: choose another folder, or an ECHO that knows it");
    }
}
