package echo.storage.sqlite.command;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Charge;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.JDBC;

/** Copies the SQLite file of a data folder as of one moment, while a node may go on writing. One thread. */
public final class BackupFiles {
    private static final String FILE = "echo.sqlite";

    private BackupFiles() {}

    /**
     * Makes the copy.
     *
     * @param words the data folder, and where to put the copy: a file that is not there yet, or empty
     * @return the file's name in the data folder, {@code needed}, and where the copy is, with tabs between
     * @throws EchoException of kind {@code STORAGE} if the file is given up for another storage or cannot be read, or the copy not be written
     */
    public static List<String> run(String... words) {
        Path file = Path.of(words[0]).resolve(FILE);
        String copy = words[1];
        try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + file.toUri(), new Properties());
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            charge(connection).ifPresent(charge -> charge.requireCurrent(words[0]));
            vacuum.setString(1, copy);
            vacuum.execute();
        } catch (SQLException e) {
            throw new EchoException(
                    Kind.STORAGE, "cannot copy " + file + " to " + copy + " (" + e.getMessage() + ")", e);
        }
        return List.of(FILE + "\tneeded\t" + copy);
    }

    private static Optional<Charge> charge(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM record WHERE name = ?")) {
            select.setString(1, Charge.RECORD);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Charge.decode(Bytes.owning(row.getBytes(1)))) : Optional.empty();
            }
        }
    }
}
