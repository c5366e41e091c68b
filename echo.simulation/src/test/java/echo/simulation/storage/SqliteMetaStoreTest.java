package echo.simulation.storage;

import echo.api.feed.MetaStore;
import echo.simulation.contract.MetaStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** {@link MetaStoreContract} for the SQLite store. */
class SqliteMetaStoreTest extends MetaStoreContract {
    @TempDir
    Path folder = Path.of("");

    private Optional<SqliteMedium> medium = Optional.empty();

    @Override
    protected MetaStore open() {
        medium = medium.or(() -> Optional.of(new SqliteMedium(folder, notice -> {})));
        return medium.get().open().meta();
    }

    @AfterEach
    void close() {
        medium.ifPresent(SqliteMedium::close);
    }
}
