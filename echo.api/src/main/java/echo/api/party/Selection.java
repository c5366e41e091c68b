package echo.api.party;

import echo.api.query.Key;
import java.util.List;
import java.util.Optional;

/**
 * What a query found in a view. Immutable; any thread.
 *
 * @param items in the query's order; unmodifiable
 * @param next where the next page begins ({@link echo.api.query.Query#after}), if a limit left something over
 */
public record Selection(List<Item> items, Optional<Key> next, Plan plan) {
    /**
     * How it was found.
     *
     * @param access where candidates were taken from: {@code scan}, or an index by its name
     * @param candidates how many items were looked at in the query's first stage
     */
    public record Plan(String access, int candidates) {
        @Override
        public String toString() {
            return access + ", " + candidates + " candidates";
        }
    }

    public Selection {
        items = List.copyOf(items);
    }
}
