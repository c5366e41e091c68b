package echo.pipeline.query.live;

import echo.api.ItemId;
import echo.pipeline.query.Row;
import java.util.List;

/**
 * From one result of a query to the next. One thread at a time, as its rows.
 *
 * @param added rows that were not found before, in the query's order
 * @param changed rows that were, and of which something is different, in the query's order
 * @param removed items that are found no more, in the order of ids
 */
public record Delta(List<Row> added, List<Row> changed, List<ItemId> removed) {
    static final Delta NONE = new Delta(List.of(), List.of(), List.of());

    /** Whether the results are equal. */
    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }
}
