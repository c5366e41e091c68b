package echo.simulation.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whoever opens the SQLite file of a data folder beside the node, as the {@code sqlite3} shell does. */
final class OtherProgram implements AutoCloseable {
    private final Connection connection;

    private OtherProgram(Connection connection) {
        this.connection = connection;
    }

    @SuppressWarnings("MustBeClosed") // the program owns it
    static OtherProgram open(Path folder) throws SQLException {
        return new OtherProgram(DriverManager.getConnection("jdbc:sqlite:" + file(folder)));
    }

    static Path file(Path folder) {
        return folder.resolve("echo.sqlite");
    }

    /** Runs one statement on a file that no node has open, and closes it. */
    static void run(Path folder, String sql) throws SQLException {
        try (OtherProgram program = open(folder)) {
            program.run(sql);
        }
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, columns separated by bars, as the shell prints them. */
    List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
