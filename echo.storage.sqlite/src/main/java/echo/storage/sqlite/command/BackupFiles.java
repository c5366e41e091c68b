package echo.storage.sqlite.command;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
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
     * @throws EchoException of kind {@code STORAGE} if the file cannot be read or the copy not be written
     */
    public static List<String> run(String... words) {
        Path file = Path.of(words[0]).resolve(FILE);
        String copy = words[1];
        try (Connection connection = JDBC.createConnection("jdbc:sqlite:" + file.toUri(), new Properties());
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy);
            vacuum.execute();
        } catch (SQLException e) {
            throw new EchoException(
                    Kind.STORAGE, "cannot copy " + file + " to " + copy + " (" + e.getMessage() + ")", e);
        }
        return List.of(FILE + "\tneeded\t" + copy);
    }
}
