package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.PartyKey;
import echo.simulation.contract.SampleFeed;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.NioDisk;
import echo.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose the folder and the file of a SQLite storage are, and what becomes of those who take them for theirs. */
class SqliteFolderTest {
    private static final PartyKey ONE = new PartyKey(Bytes.hex("01".repeat(PartyKey.SIZE)));

    @TempDir
    Path folder = Path.of("");

    private final SampleFeed feed = new SampleFeed(1);

    private SqliteStorage open() {
        return SqliteStorageTest.open(folder);
    }

    @Test
    void allOfItIsItsOwnersAlone() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        try (SqliteStorage storage = SqliteStorageTest.open(folder.resolve("data"))) {
            SqliteStorageTest.append(storage.open(ONE), feed.next(1, 1));
            try (Stream<Path> files = Files.list(folder.resolve("data"))) {
                for (Path file :
                        files.filter(file -> file.toString().contains("sqlite")).toList()) {
                    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                }
            }
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))));
    }

    /** Somebody else's file is refused as it is: not even its journal mode is changed. */
    @Test
    void aFileOfAnotherProgramIsNotTouched() throws Exception {
        Path file = folder.resolve("echo.sqlite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.createStatement().execute("CREATE TABLE theirs (a)");
        }
        byte[] before = Files.readAllBytes(file);
        SqliteStorageTest.refusal(Kind.CORRUPT, "is a SQLite file of another program", this::open);
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    /** A file is made whole, so an empty one has lost what it held. */
    @Test
    void aFileThatWasEmptiedIsNotTakenForANewOne() throws IOException {
        try (SqliteStorage storage = open()) {
            SqliteStorageTest.append(storage.open(ONE), feed.next(1, 1));
        }
        Files.write(folder.resolve("echo.sqlite"), new byte[0]);
        SqliteStorageTest.refusal(Kind.CORRUPT, "is empty", this::open);
        Files.delete(folder.resolve("echo.sqlite"));
        Files.write(folder.resolve("echo.sqlite~"), new byte[10]); // the power went while it was made
        open().close();
        assertFalse(Files.exists(folder.resolve("echo.sqlite~")));
    }

    @Test
    void aFoldersNameIsNotReadAsAnythingElse() {
        Path odd = folder.resolve("a b?mode=memory%20#ü&cache=shared");
        try (SqliteStorage storage = SqliteStorageTest.open(odd)) {
            SqliteStorageTest.append(storage.open(ONE), feed.next(1, 1));
        }
        assertTrue(Files.exists(odd.resolve("echo.sqlite")));
        try (SqliteStorage storage = SqliteStorageTest.open(odd)) {
            assertEquals(1, storage.open(ONE).extent(feed.key()).length());
        }
    }

    @Test
    void aSecondNodeIsRefusedByNameAndTheFirstKeepsItsLock() throws Exception {
        SqliteStorage first = open();
        for (int i = 0; i < 2; i++) {
            EchoException refusal = SqliteStorageTest.refusal(Kind.STORAGE, "", this::open);
            assertEquals(
                    "the data folder " + folder.toAbsolutePath()
                            + " is in use by another node; stop that one or choose another folder",
                    refusal.getMessage());
        }
        assertEquals(1, exitCode(FileStorageTest.LockAttempt.class, folder.resolve("lock")));
        SqliteStorageTest.append(first.open(ONE), feed.next(1, 1));
        first.close();
        assertEquals(0, exitCode(FileStorageTest.LockAttempt.class, folder.resolve("lock")));
        open().close();
    }

    private static int exitCode(Class<?> program, Path argument) throws IOException, InterruptedException {
        return SqliteStorageTest.process(program, argument).inheritIO().start().waitFor();
    }

    @Test
    void noNodeWithFilesRunsBesideItNorItBesideOne() {
        try (SqliteStorage first = open()) {
            SqliteStorageTest.append(first.open(ONE), feed.next(1, 1));
            assertThrows(
                    RuntimeException.class, () -> FileStorage.open(new NioDisk(folder), new Random(1), notice -> {}));
        }
        Path another = folder.resolve("another");
        try (FileStorage files = FileStorage.open(new NioDisk(another), new Random(1), notice -> {})) {
            SqliteStorageTest.refusal(Kind.STORAGE, "is in use by another node", () -> SqliteStorageTest.open(another));
            files.open(ONE);
        }
    }

    @Test
    void aFolderOfTheFileStorageIsRefusedAndNothingIsMadeInIt() {
        try (FileStorage files = FileStorage.open(new NioDisk(folder), new Random(1), notice -> {})) {
            files.open(ONE);
        }
        SqliteStorageTest.refusal(Kind.STORAGE, "belongs to the file storage", this::open);
        assertTrue(Files.notExists(OtherProgram.file(folder)));
    }

    @Test
    void anotherVersionIsRefusedByNameAndSoIsAnotherProgramsFile() throws SQLException, IOException {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        OtherProgram.run(foreign, "CREATE TABLE notes (text)");
        SqliteStorageTest.refusal(
                Kind.CORRUPT, "echo.sqlite is a SQLite file of another program", () -> SqliteStorageTest.open(foreign));
        open().close();
        OtherProgram.run(folder, "PRAGMA user_version = 3");
        SqliteStorageTest.refusal(
                Kind.CORRUPT, "echo.sqlite has schema version 3, this node knows versions 1 and 2", this::open);
        OtherProgram.run(folder, "PRAGMA application_id = 77");
        SqliteStorageTest.refusal(Kind.CORRUPT, "echo.sqlite is a SQLite file of another program", this::open);
    }
}
