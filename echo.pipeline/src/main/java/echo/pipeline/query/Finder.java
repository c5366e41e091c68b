package echo.pipeline.query;

import echo.api.ItemId;
import echo.api.party.Selection.Plan;
import echo.api.query.Key;
import echo.api.query.Query;
import echo.api.query.Query.Stage;
import echo.api.query.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers one query over one graph: takes candidates where the {@link Planner} says, tries the conditions on them, goes from stage
 * to stage, sorts, cuts the page out.
 *
 * <p>One thread at a time.
 */
public final class Finder {
    // Invariants: (1) what is found does not depend on the plan; (2) an index by the one property that is sorted by,
    // with
    // no entries for elements of lists, has its items in the query's order, so the first that fit are the page.

    private final ItemGraph graph;
    private final Query query;
    private final Sorting sorting;
    private int candidates;

    public Finder(ItemGraph graph, Query query) {
        this.graph = graph;
        this.query = query;
        this.sorting = new Sorting(query.order());
    }

    /**
     * A part of a result.
     *
     * @param rows in order
     * @param next after which the next page begins, if there is more
     */
    public record Found(List<Row> rows, Optional<Key> next, Plan plan) {}

    public Found find() {
        Access access = new Planner(graph).plan(query.stages().get(0).condition(), query.order());
        List<Row> rows = isInOrder(access) ? firstOf(from((Access.Range) access)) : page(sorting.sorted(walk(access)));
        boolean more = rows.size() > query.page().limit();
        List<Row> page = more ? rows.subList(0, query.page().limit()) : rows;
        Optional<Key> next =
                more ? Optional.of(sorting.place(page.get(page.size() - 1)).key()) : Optional.empty();
        return new Found(List.copyOf(page), next, new Plan(access.toString(), candidates));
    }

    private boolean isInOrder(Access access) {
        return query.stages().size() == 1
                && query.order().size() == 1
                && !query.order().get(0).descending()
                && access instanceof Access.Range range
                && range.index().elements() == 0
                && range.index()
                        .by()
                        .path()
                        .equals(Optional.of(query.order().get(0).path()));
    }

    /** {@code range} from the page's beginning on. */
    private Access from(Access.Range range) {
        return query.page()
                .after()
                .map(Sorting.Place::of)
                .map(place -> new Index.Entry(place.values().get(0).orElse(null), 0, place.slot()))
                .filter(entry -> entry.compareTo(range.span().from()) > 0)
                .map(entry -> new Access.Range(
                        graph, range.index(), new Index.Span(entry, range.span().to())))
                .orElse(range);
    }

    /** What fits of {@code access}, whose items come in order, as far as the page goes and one more. */
    private List<Row> firstOf(Access access) {
        List<Row> rows = new ArrayList<>();
        Iterator<Row> all = access.rows();
        while (all.hasNext() && rows.size() <= query.page().limit()) {
            Row row = all.next();
            candidates++;
            if (fits(0, row) && isAfter(row)) {
                rows.add(row);
            }
        }
        return rows;
    }

    private List<Row> page(List<Row> sorted) {
        return query.page().after().isEmpty()
                ? sorted
                : sorted.stream().filter(this::isAfter).toList();
    }

    private boolean isAfter(Row row) {
        return query.page()
                .after()
                .filter(key -> sorting.compare(sorting.place(row), Sorting.Place.of(key)) <= 0)
                .isEmpty();
    }

    private Collection<Row> walk(Access access) {
        Map<ItemId, Row> found = new LinkedHashMap<>();
        Iterator<Row> all = access.rows();
        while (all.hasNext()) {
            Row row = all.next();
            candidates++;
            if (fits(0, row)) {
                found.putIfAbsent(row.id(), row);
            }
        }
        for (int i = 1; i < query.stages().size(); i++) {
            found = step(found.values(), i);
        }
        return found.values();
    }

    private Map<ItemId, Row> step(Collection<Row> from, int stage) {
        Map<ItemId, Row> found = new LinkedHashMap<>();
        for (Row row : from) {
            for (Row reached : reached(row, query.stages().get(stage).step())) {
                if (!found.containsKey(reached.id()) && fits(stage, reached)) {
                    found.put(reached.id(), reached);
                }
            }
        }
        return found;
    }

    private static List<Row> reached(Row row, Step step) {
        if (step instanceof Step.Links links) {
            return row.linked(links).toList();
        }
        return step == Step.Kin.CHILDREN
                ? row.children()
                : row.parent().stream().toList();
    }

    private boolean fits(int stage, Row row) {
        return fits(query, stage, row);
    }

    /** Whether {@code row}, if {@code query} reaches it in {@code stage}, is found there. */
    public static boolean fits(Query query, int stage, Row row) {
        Stage at = query.stages().get(stage);
        if (!row.satisfies(at.condition())) {
            return false;
        }
        boolean last = stage == query.stages().size() - 1;
        return switch (query.deleted()) {
            case HIDDEN -> !row.deleted();
            case SHOWN -> true;
            case ONLY -> !last || row.deleted();
        };
    }
}
