package echo.pipeline.query.live;

import echo.pipeline.query.ItemGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The watched queries of one party, all at the same view. What they cost for a change that concerns none of them is to find the
 * changed items, and to look their values up.
 *
 * <p>One thread at a time.
 *
 * @param <L> who watches, by identity or value; one query each
 */
public final class LiveQueries<L> {
    private final Map<L, LiveQuery> queries = new LinkedHashMap<>();
    private final Interests<L> interests = new Interests<>();

    public boolean isEmpty() {
        return queries.isEmpty();
    }

    /** From now on {@code listener} watches {@code query}, whose result is that of the view at which all others are. */
    public void add(L listener, LiveQuery query) {
        queries.put(listener, query);
        interests.add(query.query(), listener);
    }

    public void remove(L listener) {
        queries.remove(listener);
        interests.remove(listener);
    }

    /**
     * What became of the results.
     *
     * @param deltas of each result that is not the same
     * @param failures of queries that could not be answered, and are watched no more
     */
    public record Followed<L>(Map<L, Delta> deltas, Map<L, RuntimeException> failures) {}

    /** Brings all from {@code before}, where they are, to {@code now}. A query that throws harms no other. */
    public Followed<L> follow(ItemGraph before, ItemGraph now) {
        Map<L, Delta> deltas = new LinkedHashMap<>();
        Map<L, RuntimeException> failures = new LinkedHashMap<>();
        concerned(new Burst(before, now)).forEach((listener, affected) -> {
            try {
                LiveQuery query = queries.get(listener);
                Delta delta = query == null ? Delta.NONE : query.follow(affected, now);
                if (!delta.isEmpty()) {
                    deltas.put(listener, delta);
                }
            } catch (RuntimeException e) {
                failures.put(listener, e);
            }
        });
        failures.keySet().forEach(this::remove);
        return new Followed<>(deltas, failures);
    }

    private Map<L, List<Affected>> concerned(Burst burst) {
        Map<L, List<Affected>> concerned = new LinkedHashMap<>();
        for (Affected one : burst.affected()) {
            for (L listener : interests.concerned(one)) {
                concerned.computeIfAbsent(listener, it -> new ArrayList<>()).add(one);
            }
        }
        return concerned;
    }
}
