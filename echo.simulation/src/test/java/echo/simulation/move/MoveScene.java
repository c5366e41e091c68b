package echo.simulation.move;

import echo.api.Bytes;
import echo.api.feed.Charge;
import echo.api.feed.Moved;
import echo.node.storage.Incumbent;
import echo.node.storage.Move;
import echo.node.storage.NamedStorage;
import echo.simulation.disk.MemoryDisk;
import echo.storage.file.FileStorage;
import echo.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Files on a simulated disk and a SQLite file, between which a device moves. */
abstract class MoveScene {
    static final String FILE = "file";
    static final String SQLITE = "sqlite";

    @TempDir
    Path folder = Path.of("");

    final Sample sample = new Sample();
    final MemoryDisk disk = new MemoryDisk();
    final FileStorage files = open(disk);
    private Optional<SqliteStorage> opened = Optional.empty();
    private int moves;

    @AfterEach
    void close() {
        files.close();
        opened.ifPresent(SqliteStorage::close);
    }

    static FileStorage open(MemoryDisk disk) {
        return FileStorage.open(disk, new SplittableRandom(7), notice -> {});
    }

    NamedStorage file() {
        return new NamedStorage(FILE, "/file", files);
    }

    NamedStorage sqlite() {
        SqliteStorage storage = opened.orElseGet(() -> SqliteStorage.open(folder.resolve("sqlite"), notice -> {}));
        opened = Optional.of(storage);
        return new NamedStorage(SQLITE, "/sqlite", storage);
    }

    Moved move(NamedStorage source, NamedStorage target) {
        moves++;
        return new Move(Bytes.hex(String.format("%04x", moves))).from(source, target);
    }

    static Optional<String> inCharge(NamedStorage... all) {
        return Incumbent.of(List.of(all), FILE).map(NamedStorage::name);
    }

    static Optional<Charge.State> state(NamedStorage storage) {
        return Charge.of(storage.storage().meta()).map(Charge::state);
    }
}
