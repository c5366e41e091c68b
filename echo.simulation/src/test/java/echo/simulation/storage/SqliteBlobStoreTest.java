package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.PartyKey;
import echo.api.blob.BlobStore;
import echo.api.blob.Cid;
import echo.simulation.contract.BlobStoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link BlobStoreContract} for the SQLite store, and what damage does to it. */
class SqliteBlobStoreTest extends BlobStoreContract {
    private static final PartyKey PARTY = new PartyKey(Bytes.hex("07".repeat(PartyKey.SIZE)));
    private static final Bytes BLOB = Bytes.utf8("something that is easily found in a file ".repeat(300));

    @TempDir
    Path folder = Path.of("");

    private final List<String> notices = new ArrayList<>();
    private Optional<SqliteMedium> medium = Optional.empty();

    @Override
    protected BlobStore open() {
        medium = medium.or(() -> Optional.of(new SqliteMedium(folder, notices::add)));
        return medium.get().open().blobs(PARTY);
    }

    @AfterEach
    void closeAll() {
        medium.ifPresent(SqliteMedium::close);
    }

    @Test
    void aDamagedBlobIsSetAsideAndCanBeHadAgain() throws SQLException {
        BlobStore store = open();
        Cid cid = store.put(BLOB);
        store.force();
        closeAll();
        OtherProgram.run(
                folder,
                "UPDATE blob SET content = CAST(substr(content, 1, 100) || 'X' || substr(content, 102) AS BLOB)");

        BlobStore again = open();
        EchoException damage = assertThrows(EchoException.class, () -> again.get(cid));
        assertEquals(EchoException.Kind.CORRUPT, damage.kind());
        assertEquals(List.of(String.valueOf(damage.getMessage())), notices);
        assertFalse(again.has(cid));
        assertEquals(List.of(), again.all());
        assertEquals(List.of(cid + "|" + BLOB.size()), asideRows());
        again.put(BLOB);
        again.force();
        assertEquals(Optional.of(BLOB), open().get(cid));
    }

    private List<String> asideRows() throws SQLException {
        try (OtherProgram shell = OtherProgram.open(folder)) {
            return shell.rows("SELECT name, length(content) FROM damaged_blob");
        }
    }

    @Test
    void aDeletedBlobsBytesAreInNoFileOnceForceHasReturned() throws IOException {
        BlobStore store = open();
        Cid cid = store.put(BLOB);
        store.force();
        assertTrue(isInAFile());
        store.delete(cid);
        store.force();
        assertFalse(isInAFile());
    }

    @Test
    void aReaderThatKeepsDeletedBytesIsNamedAndWaitedFor() throws SQLException, IOException {
        BlobStore store = open();
        Cid cid = store.put(BLOB);
        store.force();
        try (OtherProgram shell = OtherProgram.open(folder)) {
            shell.run("BEGIN");
            assertEquals(List.of("1"), shell.rows("SELECT count(*) FROM blob"));
            store.delete(cid);
            EchoException refusal = assertThrows(EchoException.class, store::force);
            assertEquals(EchoException.Kind.STORAGE, refusal.kind());
            assertTrue(String.valueOf(refusal.getMessage()).contains("another program reads"), refusal.getMessage());
        }
        store.force();
        assertFalse(isInAFile());
    }

    private boolean isInAFile() throws IOException {
        String sought = "easily found in a file";
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> text(file).contains(sought));
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void manyBytesThatNobodyForcesAreWrittenAtLast() throws SQLException {
        BlobStore store = open();
        for (int i = 0; i < 9; i++) {
            store.put(Bytes.concat(Bytes.owning(new byte[500_000]), Bytes.utf8("blob " + i)));
        }
        try (OtherProgram shell = OtherProgram.open(folder)) {
            assertEquals(List.of("9"), shell.rows("SELECT count(*) FROM blob"));
        }
    }

    /** What a failed write of another store rolls back is never a blob. */
    @Test
    void blobsThatAFailedForceDidNotWriteAreWrittenByTheNext() throws SQLException {
        BlobStore store = open();
        Cid cid = store.put(BLOB);
        try (OtherProgram shell = OtherProgram.open(folder)) {
            shell.run("BEGIN IMMEDIATE");
            EchoException refusal = assertThrows(EchoException.class, store::force);
            assertTrue(String.valueOf(refusal.getMessage()).contains("another program writes"), refusal.getMessage());
        }
        assertEquals(Optional.of(BLOB), store.get(cid));
        store.force();
        assertEquals(Optional.of(BLOB), open().get(cid));
    }
}
