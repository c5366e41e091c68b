package echo.simulation.storage;

import echo.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Opens a SQLite storage again and again, as a contract wants it: while the one before is open, over a copy of its files, which
 * are what the death of the process would leave.
 */
final class SqliteMedium implements AutoCloseable {
    private final Consumer<String> notices;
    private final ArrayDeque<SqliteStorage> open = new ArrayDeque<>();
    private Path folder;

    SqliteMedium(Path folder, Consumer<String> notices) {
        this.folder = folder;
        this.notices = notices;
    }

    /** The newest opening's folder. */
    Path folder() {
        return folder;
    }

    SqliteStorage open() {
        folder = open.isEmpty() ? folder : copy(folder);
        open.push(SqliteStorage.open(folder, notices));
        return open.element();
    }

    /** Copies the files of a storage that may be open. */
    static Path copy(Path folder) {
        try {
            Path copy = Files.createTempDirectory(folder, "copy");
            for (String name : List.of("echo.sqlite", "echo.sqlite-wal")) {
                Files.copy(folder.resolve(name), copy.resolve(name));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes all that was opened. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
