package echo.storage.sqlite;

import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import java.util.List;
import java.util.Optional;

/**
 * Whether tables and indexes agree on which feeds there are and how far each goes, so that damage is not taken for a shorter
 * feed or for none. Reads the last run of each feed, and no other payload.
 */
final class Inspection {
    private static final String NEXT_WITH_RUNS = "SELECT feed FROM run WHERE feed > ? ORDER BY feed LIMIT 1";
    private static final String NEXT_WITH_END = "SELECT id FROM feed WHERE id > ? ORDER BY id LIMIT 1";

    private final Database database;
    private final List<PartyKey> parties;

    private Inspection(Database database) {
        this.database = database;
        this.parties = StoredParty.all(database);
    }

    /** Looks at all feeds of the file. */
    static void of(Database database) {
        Inspection inspection = new Inspection(database);
        for (long id = 0, next; id != Long.MAX_VALUE; id = next) {
            next = inspection.after(NEXT_WITH_END, id);
            if (inspection.after(NEXT_WITH_RUNS, id) < next) {
                throw Trouble.corrupt(database.file(), "the tables feed and run do not name the same feeds");
            }
            if (next != Long.MAX_VALUE) {
                inspection.feed(next);
            }
        }
        StoredStart.ofNoFeed(database).ifPresent(id -> {
            throw Trouble.corrupt(database.file(), "the tables feed and start do not name the same feeds");
        });
    }

    private long after(String sql, long id) {
        return database.first(sql, row -> row.getLong(1), id).orElse(Long.MAX_VALUE);
    }

    private void feed(long id) {
        StoredFeed.Row row = StoredFeed.byId(database, id)
                .orElseThrow(() -> Trouble.corrupt(database.file(), "table feed has no row " + id));
        Optional<StoredFeed> byKey =
                StoredFeed.find(database, row.party(), row.feed().head().feed());
        if (!byKey.equals(Optional.of(row.feed())) || !parties.contains(row.party())) {
            throw Trouble.corrupt(database.file(), "the tables party and feed do not agree on the owner of feed " + id);
        }
        Head head = row.feed().head();
        Extent end = head.extent();
        Optional<Head> start = new StoredStart(database, row.party(), id, head.feed()).find();
        if (start.filter(it -> it.extent().length() > end.length()).isPresent()) {
            throw Trouble.corrupt(database.file(), "feed " + id + " begins after its end");
        }
        StoredRun runs = new StoredRun(database, row.party(), id, head.feed());
        if (!start.equals(Optional.of(head))
                && !runs.holding(end.length() - 1).head().equals(head)) {
            throw Trouble.corrupt(database.file(), "feed " + id + " does not end at block " + (end.length() - 1));
        }
    }
}
