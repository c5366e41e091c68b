package echo.simulation.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Charge;
import echo.api.feed.Charge.State;
import echo.node.storage.Move;
import echo.node.storage.NamedStorage;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.NioDisk;
import echo.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Who saves a folder every night hears of it when the node has moved to another (P2). */
class MovedBackupTest {
    @TempDir
    Path folder = Path.of("");

    private int moves;

    private void move(NamedStorage source, NamedStorage target) {
        new Move(Bytes.hex("0" + ++moves)).from(source, target);
    }

    @Test
    void aBackupOfAStorageThatIsGivenUpIsRefused() {
        String files = folder.resolve("files").toString();
        String rows = folder.resolve("rows").toString();
        try (FileStorage storage =
                        FileStorage.open(new NioDisk(Path.of(files)), new SplittableRandom(1), notice -> {});
                SqliteStorage database = SqliteStorage.open(Path.of(rows), notice -> {})) {
            NamedStorage file = new NamedStorage("file", files, storage);
            NamedStorage sqlite = new NamedStorage("sqlite", rows, database);
            new Sample().fill(storage);

            move(file, sqlite);
            refused(files, rows, () -> saveFiles(files));
            saveRows(rows, "first.copy");

            move(sqlite, file);
            refused(rows, files, () -> saveRows(rows, "second.copy"));
            saveFiles(files);

            // a copy that was never taken up, whose source may have gone on; and half of one
            new Charge(State.COMPLETE, Bytes.hex("0a"), "sqlite", rows).note(storage.meta());
            refused(
                    () -> saveFiles(files),
                    files + " is a copy of sqlite in " + rows + ", which may have gone on; save ");
            new Charge(State.COPYING, Bytes.hex("0a"), "file", files).note(database.meta());
            refused(() -> saveRows(rows, "third.copy"), rows + " is half a copy: a move from file in " + files);
        }
    }

    private static void saveFiles(String files) {
        assertFalse(echo.storage.file.command.BackupFiles.run(files).isEmpty());
    }

    private void saveRows(String rows, String copy) {
        String to = folder.resolve(copy).toString();
        assertEquals(1, echo.storage.sqlite.command.BackupFiles.run(rows, to).size());
    }

    private static void refused(String old, String now, Executable save) {
        String message = refused(save, old + " is an old copy: its node has moved to ");
        assertTrue(message.contains(" in " + now + "; save that"), message);
    }

    private static String refused(Executable save, String beginning) {
        EchoException refusal = assertThrows(EchoException.class, save);
        assertEquals(Kind.STORAGE, refusal.kind());
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith(beginning), message);
        return message;
    }
}
