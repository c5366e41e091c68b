package echo.storage.sqlite;

import echo.api.Bytes;
import echo.api.PartyKey;
import java.sql.SQLException;
import java.util.List;

/** Rows of the table {@code party}: whose feeds there are. */
final class StoredParty {
    private static final String INSERT = "INSERT OR IGNORE INTO party (key, checksum) VALUES (?, ?)";
    private static final String ALL = "SELECT key, checksum FROM party ORDER BY key";

    private StoredParty() {}

    /** Adds {@code party}; no effect if it is there. */
    static void write(Database database, PartyKey party) throws SQLException {
        byte[] key = party.bytes().toByteArray();
        database.change(INSERT, key, checksum(key));
    }

    /** All, in the order of their keys. */
    static List<PartyKey> all(Database database) {
        return database.all(ALL, row -> {
            byte[] key = Database.bytes(row, 1);
            if (checksum(key) != row.getLong(2)) {
                throw Trouble.corrupt(
                        database.file(),
                        "the key of party " + Bytes.owning(key).toHex() + " (table party) fails its checksum");
            }
            return new PartyKey(Bytes.owning(key));
        });
    }

    private static long checksum(byte[] key) {
        return new Checksum().bytes(key).value();
    }
}
