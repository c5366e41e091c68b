package echo.storage.sqlite;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows of the table {@code run}: runs exactly as they were appended. The sizes of the payloads are a JSON array of numbers, the
 * payloads stand one after the other.
 *
 * @param database where
 * @param party whose feed
 * @param id number of the feed
 * @param feed its key
 */
record StoredRun(Database database, PartyKey party, long id, FeedKey feed) {
    private static final String AT =
            "SELECT first, blocks, link, signature, sizes, payloads, checksum FROM run WHERE feed = ? AND first <= ?"
                    + " ORDER BY first DESC LIMIT 1";
    private static final String SIZE = "SELECT blocks, length(payloads) FROM run WHERE feed = ? AND first = ?";
    private static final String INSERT =
            "INSERT INTO run (feed, first, blocks, link, signature, sizes, checksum, payloads)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String BEFORE_STARTS = "SELECT run.feed, run.first, length(run.payloads)"
            + " FROM feed JOIN start ON start.feed = feed.id JOIN run ON run.feed = feed.id AND run.first < start.length"
            + " WHERE feed.party = ? LIMIT 1000";
    private static final String DELETE = "DELETE FROM run WHERE feed = ? AND first = ?";

    /**
     * A run that was trimmed and is still there.
     *
     * @param feed number of its feed
     * @param first index of its first block
     * @param payloadBytes bytes of its payloads
     */
    record Dead(long feed, long first, long payloadBytes) {
        /** Some of those of {@code party}; none if there are none. */
        static List<Dead> some(Database database, PartyKey party) {
            return database.all(
                    BEFORE_STARTS, row -> new Dead(row.getLong(1), row.getLong(2), row.getLong(3)), party.bytes());
        }

        void delete(Database database) throws SQLException {
            database.change(DELETE, feed, first);
        }
    }

    /**
     * How large a run is.
     *
     * @param blocks number of blocks
     * @param payloadBytes bytes of their payloads
     */
    record Size(int blocks, long payloadBytes) {}

    /** The run that holds {@code block}, which must be below the feed's end. */
    Run holding(long block) {
        Optional<Run> run = database.first(AT, this::decode, id, block);
        return run.filter(found -> found.head().extent().length() > block)
                .orElseThrow(() -> Trouble.corrupt(database.file(), name(block, block) + " is missing"));
    }

    /** How large the run is that starts at {@code first}, which must be below the feed's end. */
    Size sizeAt(long first) {
        return database.first(SIZE, row -> new Size(row.getInt(1), row.getLong(2)), id, first)
                .orElseThrow(() -> Trouble.corrupt(database.file(), name(first, first) + " is missing"));
    }

    void insert(Run run) throws SQLException {
        long from = run.from();
        long blocks = run.payloads().size();
        byte[] link = run.head().extent().link().bytes().toByteArray();
        byte[] signature = run.head().signature().bytes().toByteArray();
        String sizes = run.payloads().stream()
                .map(payload -> Integer.toString(payload.size()))
                .collect(Collectors.joining(",", "[", "]"));
        byte[] payloads = joined(run.payloads(), (int) run.payloadBytes());
        long checksum = checksum(from, blocks, link, signature, sizes, payloads);
        database.change(INSERT, id, from, blocks, link, signature, sizes, checksum, payloads);
    }

    private static byte[] joined(List<Bytes> payloads, int size) {
        byte[] joined = new byte[size];
        int at = 0;
        for (Bytes payload : payloads) {
            payload.copyTo(joined, at);
            at += payload.size();
        }
        return joined;
    }

    private Run decode(ResultSet row) throws SQLException {
        long first = row.getLong(1);
        long blocks = row.getLong(2);
        byte[] link = Database.bytes(row, 3);
        byte[] signature = Database.bytes(row, 4);
        String sizes = Database.text(row, 5);
        byte[] payloads = Database.bytes(row, 6);
        if (checksum(first, blocks, link, signature, sizes, payloads) != row.getLong(7)) {
            throw Trouble.corrupt(database.file(), name(first, first + blocks - 1) + " fails its checksum");
        }
        Extent extent = new Extent(first + blocks, new Hash(Bytes.owning(link)));
        Head head = new Head(feed, extent, new Signature(Bytes.owning(signature)));
        return new Run(first, split(Bytes.owning(payloads), sizes), head);
    }

    private static List<Bytes> split(Bytes payloads, String sizes) {
        List<Bytes> split = new ArrayList<>();
        int at = 0;
        for (String size : sizes.substring(1, sizes.length() - 1).split(",", -1)) {
            int end = at + Integer.parseInt(size);
            split.add(payloads.slice(at, end));
            at = end;
        }
        return split;
    }

    private long checksum(long first, long blocks, byte[] link, byte[] signature, String sizes, byte[] payloads) {
        Checksum checksum = new Checksum();
        checksum.bytes(party.bytes().toByteArray()).bytes(feed.bytes().toByteArray());
        checksum.number(first).number(blocks).bytes(link).bytes(signature);
        return checksum.text(sizes).bytes(payloads).value();
    }

    private String name(long first, long last) {
        return (first == last ? "block " + first : "the run of blocks " + first + " to " + last) + " of feed "
                + feed.bytes().toHex() + " of party " + party.bytes().toHex();
    }
}
