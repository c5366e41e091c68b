package echo.api.query;

import echo.api.ItemId;
import echo.api.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which items to find, where to go from them, in which order and how many. A value: it is asked of a view
 * ({@link echo.api.party.View#select}) or watched ({@link echo.api.party.Party#watch}), any number of times.
 *
 * <p>{@link #toString} is its text form, which {@link #parse} reads back as an equal query (docs/queries.md).
 *
 * <p>Immutable; any thread.
 *
 * @param stages where it goes, at least one; the first begins with all items, and no other does
 * @param deleted what becomes of deleted items
 * @param order what is sorted by, first things first; ties are in the order of parents' ids, then of siblings
 * @param page which part of the result
 */
public record Query(List<Stage> stages, Deleted deleted, List<Order> order, Page page) {
    /** A step, and which of the items that it reaches are found. */
    public record Stage(Step step, Condition condition) {}

    /** What becomes of items that are deleted, or lie below a deleted one. */
    public enum Deleted {
        /** They are neither found nor passed through. */
        HIDDEN,
        /** They are as others. */
        SHOWN,
        /** They alone are found; what is passed through may be any. */
        ONLY
    }

    /**
     * A part of a result.
     *
     * @param limit the most items, at least 1
     * @param after where the page before ended; it has as many values as the query has orders
     */
    public record Page(int limit, Optional<Key> after) {
        /** All of a result. */
        public static final Page WHOLE = new Page(Integer.MAX_VALUE, Optional.empty());

        public Page {
            if (limit < 1) {
                throw new IllegalArgumentException("a limit is at least 1, not " + limit);
            }
        }
    }

    public Query {
        stages = List.copyOf(stages);
        order = List.copyOf(order);
        if (stages.isEmpty() || stages.size() > Limits.DEPTH) {
            throw new IllegalArgumentException("a query has 1 to " + Limits.DEPTH + " stages, not " + stages.size());
        }
        for (int i = 0; i < stages.size(); i++) {
            if ((stages.get(i).step() == Step.Kin.ITEMS) != (i == 0)) {
                throw new IllegalArgumentException("a query begins with all items and goes on from those it found");
            }
            requireDepth(stages.get(i).condition(), 1);
        }
        int places = order.size();
        page.after().filter(key -> key.values().size() != places).ifPresent(key -> {
            throw new IllegalArgumentException("the key has " + key.values().size() + " values, and the query " + places
                    + " orders; it is of another query");
        });
    }

    /** All items. */
    public static Query items() {
        return new Query(List.of(new Stage(Step.Kin.ITEMS, Condition.always())), Deleted.HIDDEN, List.of(), Page.WHOLE);
    }

    /**
     * The query whose text form {@code text} is.
     *
     * @throws IllegalArgumentException if it has another form, with the column and what is wanted there
     */
    public static Query parse(String text) {
        return new QueryReader(text).query();
    }

    /** Those of {@code type}. */
    public Query type(String type) {
        return where(new Condition.OfType(type));
    }

    /** The item of that id alone. */
    public Query item(ItemId item) {
        return where(new Condition.Is(item));
    }

    /** Those directly below {@code parent}. */
    public Query childrenOf(ItemId parent) {
        return where(new Condition.ChildOf(parent));
    }

    /** Those anywhere below {@code ancestor}. */
    public Query below(ItemId ancestor) {
        return where(new Condition.Below(ancestor));
    }

    /** Those of the last stage's for which {@code condition} holds too. */
    public Query where(Condition condition) {
        List<Stage> all = new ArrayList<>(stages);
        Stage last = all.remove(all.size() - 1);
        all.add(new Stage(last.step(), last.condition().and(condition)));
        return new Query(all, deleted, order, page);
    }

    /** On to the children of those found. */
    public Query children() {
        return step(Step.Kin.CHILDREN);
    }

    /** On to the parents of those found. */
    public Query parents() {
        return step(Step.Kin.PARENTS);
    }

    /** On to the items that those found have a link of {@code type} to. */
    public Query targets(String type) {
        return step(new Step.Links(Step.End.TARGETS, type));
    }

    /** On to the items that have a link of {@code type} to one of those found. */
    public Query sources(String type) {
        return step(new Step.Links(Step.End.SOURCES, type));
    }

    /** On by {@code step}. */
    public Query step(Step step) {
        List<Stage> all = new ArrayList<>(stages);
        all.add(new Stage(step, Condition.always()));
        return new Query(all, deleted, order, page);
    }

    public Query deleted(Deleted which) {
        return new Query(stages, which, order, page);
    }

    /** Sorts by {@code properties}, ascending, after what it is sorted by already. */
    public Query orderBy(Property... properties) {
        List<Order> orders = new ArrayList<>(order);
        for (Property property : properties) {
            orders.add(property.ascending());
        }
        return new Query(stages, deleted, orders, page);
    }

    /** Sorts by {@code more}, after what it is sorted by already. */
    public Query orderBy(Order... more) {
        List<Order> orders = new ArrayList<>(order);
        orders.addAll(List.of(more));
        return new Query(stages, deleted, orders, page);
    }

    /** The first {@code most} alone. */
    public Query limit(int most) {
        return new Query(stages, deleted, order, new Page(most, page.after()));
    }

    /** What comes after {@code key}, which {@link echo.api.party.Selection#next} of this query gave. */
    public Query after(Key key) {
        return new Query(stages, deleted, order, new Page(page.limit(), Optional.of(key)));
    }

    /** The text form. */
    @Override
    public String toString() {
        return new QueryWriter().write(this);
    }

    private static void requireDepth(Condition condition, int depth) {
        if (depth > Limits.DEPTH) {
            throw new IllegalArgumentException("conditions nest at most " + Limits.DEPTH + " deep");
        }
        if (condition instanceof Condition.All all) {
            all.conditions().forEach(part -> requireDepth(part, depth + 1));
        } else if (condition instanceof Condition.Any any) {
            any.conditions().forEach(part -> requireDepth(part, depth + 1));
        } else if (condition instanceof Condition.Not not) {
            requireDepth(not.condition(), depth + 1);
        }
    }
}
