package echo.simulation.storage;

import echo.api.Bytes;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.simulation.contract.FeedStoreContract;
import echo.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** {@link FeedStoreContract} for the SQLite store, with a storage of its own for each opening. */
class SqliteFeedStoreTest extends FeedStoreContract {
    private static final PartyKey PARTY = new PartyKey(Bytes.hex("07".repeat(PartyKey.SIZE)));

    @TempDir
    Path folder = Path.of("");

    private Optional<SqliteStorage> storage = Optional.empty();
    private Optional<OtherProgram> other = Optional.empty();

    @Override
    protected FeedStore open() {
        closeStorage();
        storage = Optional.of(SqliteStorage.open(folder, notice -> {}));
        return storage.get().open(PARTY);
    }

    @Override
    protected List<Bytes> files() {
        return FolderContent.of(folder);
    }

    /** Another program holds SQLite's write lock until the store is opened again. */
    @Override
    protected boolean failNextWrite() {
        try {
            other = Optional.of(OtherProgram.open(folder));
            other.get().run("BEGIN IMMEDIATE");
            return true;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void closeStorage() {
        other.ifPresent(OtherProgram::close);
        other = Optional.empty();
        storage.ifPresent(SqliteStorage::close);
        storage = Optional.empty();
    }
}
