package echo.storage.sqlite;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A row of the table {@code feed}: how far a feed goes.
 *
 * @param id by which its runs name it
 * @param head at its end
 */
record StoredFeed(long id, Head head) {
    private static final String COLUMNS = "SELECT id, party, key, length, link, signature, checksum FROM feed ";
    private static final String BY_KEY = COLUMNS + "WHERE party = ? AND key = ?";
    private static final String OF_PARTY = COLUMNS + "WHERE party = ? ORDER BY key";
    private static final String BY_ID = COLUMNS + "WHERE id = ?";
    private static final String NEXT_ID = "SELECT coalesce(max(id), 0) + 1 FROM feed";
    private static final String REPLACE = "INSERT INTO feed (id, party, key, length, link, signature, checksum)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET length = excluded.length, link = excluded.link,"
            + " signature = excluded.signature, checksum = excluded.checksum";

    /** The feed {@code key} of {@code party}. */
    static Optional<StoredFeed> find(Database database, PartyKey party, FeedKey key) {
        return database.first(BY_KEY, row -> read(row, database.file()), party.bytes(), key.bytes())
                .map(Row::feed);
    }

    /** All keys of {@code party}, in order. */
    static List<FeedKey> keys(Database database, PartyKey party) {
        return database.all(
                OF_PARTY, row -> read(row, database.file()).feed().head().feed(), party.bytes());
    }

    /** The feed of that number, with its party. */
    static Optional<Row> byId(Database database, long id) {
        return database.first(BY_ID, row -> read(row, database.file()), id);
    }

    /** A number that no feed has. */
    static long nextId(Database database) {
        return database.first(NEXT_ID, row -> row.getLong(1)).orElseThrow();
    }

    /**
     * The whole row.
     *
     * @param party whose feed it is
     * @param feed the rest
     */
    record Row(PartyKey party, StoredFeed feed) {}

    private static Row read(ResultSet row, Path file) throws SQLException {
        long id = row.getLong(1);
        byte[] party = Database.bytes(row, 2);
        byte[] key = Database.bytes(row, 3);
        long length = row.getLong(4);
        byte[] link = Database.bytes(row, 5);
        byte[] signature = Database.bytes(row, 6);
        if (checksum(id, party, key, length, link, signature) != row.getLong(7)) {
            throw Trouble.corrupt(
                    file,
                    "the end of feed " + Bytes.owning(key).toHex() + " of party "
                            + Bytes.owning(party).toHex() + " (table feed, id " + id + ") fails its checksum");
        }
        Extent extent = new Extent(length, new Hash(Bytes.owning(link)));
        Head head = new Head(new FeedKey(Bytes.owning(key)), extent, new Signature(Bytes.owning(signature)));
        return new Row(new PartyKey(Bytes.owning(party)), new StoredFeed(id, head));
    }

    /** Writes or replaces the row. */
    void write(Database database, PartyKey party) throws SQLException {
        byte[] link = head.extent().link().bytes().toByteArray();
        byte[] signature = head.signature().bytes().toByteArray();
        byte[] key = head.feed().bytes().toByteArray();
        byte[] owner = party.bytes().toByteArray();
        long length = head.extent().length();
        long checksum = checksum(id, owner, key, length, link, signature);
        database.change(REPLACE, id, owner, key, length, link, signature, checksum);
    }

    private static long checksum(long id, byte[] party, byte[] key, long length, byte[] link, byte[] signature) {
        Checksum checksum = new Checksum().number(id).bytes(party).bytes(key);
        return checksum.number(length).bytes(link).bytes(signature).value();
    }
}
