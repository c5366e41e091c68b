package echo.storage.sqlite;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.Limits;
import echo.api.feed.MetaStore;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Small records in the table {@code record}. A change commits also what waits in other stores of the file. */
public final class SqliteMetaStore implements MetaStore {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-][a-z0-9.-]{0,127}");
    private static final String GET = "SELECT value, checksum FROM record WHERE name = ?";
    private static final String PUT = "INSERT OR REPLACE INTO record (name, value, checksum) VALUES (?, ?, ?)";
    private static final String DELETE = "DELETE FROM record WHERE name = ?";
    private static final String NAMES = "SELECT name FROM record WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name";

    private final Database database;

    SqliteMetaStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Bytes> get(String name) {
        requireName(name);
        return database.first(
                GET,
                row -> {
                    byte[] value = Database.bytes(row, 1);
                    if (checksum(name, value) != row.getLong(2)) {
                        throw damaged(name);
                    }
                    return Bytes.owning(value);
                },
                name);
    }

    @Override
    public void put(String name, Bytes value) {
        requireName(name);
        if (value.size() > Limits.META_BYTES) {
            throw new IllegalArgumentException(
                    "a record has at most " + Limits.META_BYTES + " bytes, " + name + " has " + value.size());
        }
        byte[] bytes = value.toByteArray();
        database.writeNow(() -> database.change(PUT, name, bytes, checksum(name, bytes)));
    }

    @Override
    public void delete(String name) {
        requireName(name);
        database.writeNow(() -> database.change(DELETE, name));
    }

    @Override
    public List<String> names(String prefix) {
        return database.all(NAMES, row -> Database.text(row, 1), prefix);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a record's name has 1 to 128 of a-z, 0-9, - and ., not first a dot: " + name);
        }
    }

    private static long checksum(String name, byte[] value) {
        return new Checksum().text(name).bytes(value).value();
    }

    private EchoException damaged(String name) {
        return new EchoException(
                Kind.CORRUPT,
                "record " + name + " in " + database.file()
                        + " fails its checksum; it was left as it is: restore it from a backup or remove it");
    }
}
