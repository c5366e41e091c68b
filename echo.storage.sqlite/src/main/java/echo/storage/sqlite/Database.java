package echo.storage.sqlite;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to the file, with at most one open transaction, which all stores share: SQLite has one writer at a time.
 * A commit makes everything durable that waits, of whichever store.
 *
 * <p>Any thread; one at a time is served. A store that needs several calls to see one state holds this object's monitor.
 */
// 1. A transaction is open exactly while something waits; it takes SQLite's write lock when it begins, so that a commit
// never
// meets another writer.
// 2. When anything fails, SQLite may have rolled back by itself or not. So the transaction is always rolled back then,
// and every
// store that had something in it is told: nothing that waited is lost in silence.
// 3. The driver closes a statement that failed, without saying so; all are prepared anew then.
final class Database implements AutoCloseable {
    /** Who has something in the open transaction. */
    interface Waiting {
        /** What waited is gone. Called with the database's monitor held. */
        void lost(String reason);
    }

    /** Some statements of one transaction. */
    interface Work {
        void run() throws SQLException;
    }

    /** Makes something of the row that {@code row} stands at. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Path file;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean inTransaction;
    private boolean closed;

    /** Takes over {@code connection}. */
    Database(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    Path file() {
        return file;
    }

    /** The first row that {@code sql} gives. */
    synchronized <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters) {
        List<T> rows = rows(sql, 1, reader, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** All rows that {@code sql} gives. */
    synchronized <T> List<T> all(String sql, RowReader<T> reader, Object... parameters) {
        return rows(sql, Integer.MAX_VALUE, reader, parameters);
    }

    private <T> List<T> rows(String sql, int atMost, RowReader<T> reader, Object... parameters) {
        requireOpen();
        List<T> rows = new ArrayList<>();
        try (ResultSet found = bound(sql, parameters).executeQuery()) {
            while (rows.size() < atMost && found.next()) {
                rows.add(reader.read(found));
            }
            return rows;
        } catch (SQLException e) {
            throw failed("read " + file, e);
        }
    }

    /** One statement that gives no rows. Inside of {@link Work} only, and at opening. */
    void change(String sql, Object... parameters) throws SQLException {
        bound(sql, parameters).executeUpdate();
    }

    /** One statement that sets how the connection works. */
    synchronized void set(String pragma) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(pragma);
        } catch (SQLException e) {
            throw failed("open " + file, e);
        }
    }

    /** Does {@code work}, which is visible at once, and durable after the next {@link #commit}, whoever asks for it. */
    synchronized void write(Waiting who, Work work) {
        requireOpen();
        try {
            if (!inTransaction) {
                change("BEGIN IMMEDIATE");
                inTransaction = true;
            }
            if (!waiting.contains(who)) {
                waiting.add(who);
            }
            work.run();
        } catch (SQLException e) {
            throw failed("write " + file, e);
        } catch (RuntimeException | Error e) { // half a piece of work must never be committed with the rest
            closePrepared();
            rollBack("a write to " + file + " was broken off (" + e + "); what waited with it is not stored");
            throw e;
        }
    }

    /** Does {@code work}, which is durable, with all that waited, when this returns. */
    synchronized void writeNow(Work work) {
        write(reason -> {}, work);
        commit();
    }

    /** Returns once everything that waited is durable. */
    synchronized void commit() {
        requireOpen();
        if (!inTransaction) {
            return;
        }
        try {
            change("COMMIT");
            inTransaction = false;
            waiting.clear();
        } catch (SQLException e) {
            throw failed("force " + file, e);
        }
    }

    private EchoException failed(String what, SQLException cause) {
        EchoException told = Trouble.of(file, what, cause);
        closePrepared();
        rollBack(String.valueOf(told.getMessage()));
        return told;
    }

    private void rollBack(String reason) {
        if (inTransaction) {
            try {
                change("ROLLBACK");
            } catch (SQLException e) {
                inTransaction = false; // SQLite has done so by itself
            }
            inTransaction = false;
        }
        waiting.forEach(who -> who.lost(reason));
        waiting.clear();
    }

    /**
     * Moves what is in the log of writes into the file itself and cuts the log, so that nothing old is left in either.
     *
     * @return whether it could be done: a program that reads the file at the moment prevents it
     */
    synchronized boolean purge() {
        commit();
        return first("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1) == 0)
                .orElse(false);
    }

    @SuppressWarnings("MustBeClosed") // closed with the connection
    private PreparedStatement bound(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int at, Object parameter) throws SQLException {
        if (parameter instanceof Bytes bytes) {
            statement.setBytes(at, bytes.toByteArray());
        } else if (parameter instanceof byte[] bytes) {
            statement.setBytes(at, bytes);
        } else if (parameter instanceof Long number) {
            statement.setLong(at, number);
        } else {
            statement.setString(at, (String) parameter);
        }
    }

    /** A column's bytes; none where there is no value. */
    static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte @Nullable [] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }

    /** A column's text; empty where there is no value. */
    static String text(ResultSet row, int column) throws SQLException {
        @Nullable String text = row.getString(column);
        return text == null ? "" : text;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized void requireOpen() {
        if (closed) {
            throw new EchoException(Kind.UNAVAILABLE, file + " is closed; start its storage");
        }
    }

    /** Commits what waits, and closes the file. No effect the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try {
            commit();
        } finally {
            closed = true;
            closeConnection();
        }
    }

    private void closePrepared() {
        for (PreparedStatement statement : prepared.values()) {
            closeQuietly(statement);
        }
        prepared.clear();
    }

    @SuppressWarnings("EmptyCatch") // it failed before, and that was told
    private static void closeQuietly(PreparedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // nothing is left to close
        }
    }

    private void closeConnection() {
        try {
            closePrepared();
            connection.close();
        } catch (SQLException e) {
            throw Trouble.of(file, "close " + file, e);
        }
    }
}
