package echo.pipeline.query.live;

import echo.api.ItemId;
import echo.api.model.PersistentMap;
import echo.api.query.Query;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.query.Finder;
import echo.pipeline.query.ItemGraph;
import echo.pipeline.query.Row;
import echo.pipeline.query.Sorting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A query and the result that its subscriber knows. Follows from view to view: where each item alone decides whether it is found,
 * by the items that are affected; else by asking again, and only after an item was affected that the query finds or passes
 * through.
 *
 * <p>One thread at a time.
 */
public final class LiveQuery {
    // Invariant: after follow, the result is what the query finds in the graph that was followed to.

    /** So few looks that they cost less than to ask anything. */
    private static final int LEAST_COST = 64;

    private final Query query;
    private final int last;
    private int cost = LEAST_COST;
    private PersistentMap<ItemId, Shown> result = PersistentMap.empty();

    /**
     * An item as it was found.
     *
     * @param deleted whether it, or an item above, was deleted
     */
    public record Shown(ItemRecord record, boolean deleted) {
        static Shown of(Row row) {
            return new Shown(row.record(), row.deleted());
        }

        /** Whether {@code other} is no change of this. */
        boolean agrees(Shown other) {
            return deleted == other.deleted && record.agrees(other.record);
        }
    }

    public LiveQuery(Query query) {
        this.query = query;
        this.last = query.stages().size() - 1;
    }

    public Query query() {
        return query;
    }

    /** What its subscriber knows; immutable. */
    public PersistentMap<ItemId, Shown> result() {
        return result;
    }

    /** Its subscriber knows {@code known} already. */
    public void assume(PersistentMap<ItemId, Shown> known) {
        result = known;
    }

    /** Asks anew in {@code now}; gives what differs from what is known. */
    public Delta ask(ItemGraph now) {
        Finder.Found answer = new Finder(now, query).find();
        List<Row> found = answer.rows();
        cost = Math.max(LEAST_COST, answer.plan().candidates() + found.size());
        PersistentMap<ItemId, Shown> news = PersistentMap.empty();
        List<Row> added = new ArrayList<>();
        List<Row> changed = new ArrayList<>();
        for (Row row : found) {
            Shown shown = Shown.of(row);
            Optional<Shown> known = result.get(row.id());
            if (known.isEmpty()) {
                added.add(row);
            } else if (!known.get().agrees(shown)) {
                changed.add(row);
            }
            news = news.with(row.id(), shown);
        }
        List<ItemId> removed = new ArrayList<>();
        for (Map.Entry<ItemId, Shown> entry : result) {
            if (!news.containsKey(entry.getKey())) {
                removed.add(entry.getKey());
            }
        }
        result = news;
        return new Delta(added, changed, removed);
    }

    /** Follows to {@code now}, where {@code affected} has all that may concern the query. */
    Delta follow(Collection<Affected> affected, ItemGraph now) {
        boolean each = last == 0 && query.page().equals(Query.Page.WHOLE);
        if (each) {
            return sift(affected);
        }
        Reach before = new Reach(query, cost);
        Reach after = new Reach(query, cost);
        boolean concerned = affected.stream().anyMatch(one -> before.has(one.was()) || after.has(one.is()));
        return concerned ? ask(now) : Delta.NONE;
    }

    private Delta sift(Collection<Affected> affected) {
        Map<ItemId, Row> added = new LinkedHashMap<>();
        Map<ItemId, Row> changed = new LinkedHashMap<>();
        List<ItemId> removed = new ArrayList<>();
        for (Affected one : affected) {
            Optional<Shown> known = result.get(one.id());
            Optional<Row> found = one.is().filter(row -> Finder.fits(query, last, row));
            if (found.isPresent()) {
                Shown shown = Shown.of(found.get());
                if (known.isEmpty()) {
                    added.put(one.id(), found.get());
                } else if (!known.get().agrees(shown)) {
                    changed.put(one.id(), found.get());
                }
                result = result.with(one.id(), shown);
            } else if (known.isPresent()) {
                removed.add(one.id());
                result = result.without(one.id());
            }
        }
        Sorting sorting = new Sorting(query.order());
        return new Delta(sorting.sorted(added.values()), sorting.sorted(changed.values()), removed);
    }
}
