package echo.storage.sqlite;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The row of the table {@code start} that says where a trimmed feed begins.
 *
 * @param database where
 * @param party whose feed
 * @param id number of the feed
 * @param feed its key
 */
record StoredStart(Database database, PartyKey party, long id, FeedKey feed) {
    private static final String FIND = "SELECT length, link, signature, checksum FROM start WHERE feed = ?";
    private static final String REPLACE =
            "INSERT OR REPLACE INTO start (feed, length, link, signature, checksum) VALUES (?, ?, ?, ?, ?)";
    private static final String OF_NO_FEED = "SELECT feed FROM start WHERE feed NOT IN (SELECT id FROM feed) LIMIT 1";

    /** The number of a feed that begins somewhere and is not there. */
    static Optional<Long> ofNoFeed(Database database) {
        return database.first(OF_NO_FEED, row -> row.getLong(1));
    }

    /** The head at which the feed begins; nothing if it was not trimmed. */
    Optional<Head> find() {
        return database.first(FIND, this::read, id);
    }

    private Head read(ResultSet row) throws SQLException {
        long length = row.getLong(1);
        byte[] link = Database.bytes(row, 2);
        byte[] signature = Database.bytes(row, 3);
        if (checksum(length, link, signature) != row.getLong(4)) {
            throw Trouble.corrupt(
                    database.file(),
                    "the beginning of feed " + feed.bytes().toHex() + " of party "
                            + party.bytes().toHex() + " (table start, feed " + id + ") fails its checksum");
        }
        Extent extent = new Extent(length, new Hash(Bytes.owning(link)));
        return new Head(feed, extent, new Signature(Bytes.owning(signature)));
    }

    /** Lets the feed begin at {@code head}. */
    void write(Head head) throws SQLException {
        long length = head.extent().length();
        byte[] link = head.extent().link().bytes().toByteArray();
        byte[] signature = head.signature().bytes().toByteArray();
        database.change(REPLACE, id, length, link, signature, checksum(length, link, signature));
    }

    private long checksum(long length, byte[] link, byte[] signature) {
        Checksum checksum = new Checksum();
        checksum.bytes(party.bytes().toByteArray()).bytes(feed.bytes().toByteArray());
        return checksum.number(length).bytes(link).bytes(signature).value();
    }
}
