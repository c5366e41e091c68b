package echo.pipeline.query.live;

import echo.api.ItemId;
import echo.pipeline.query.Row;
import java.util.Optional;

/**
 * An item of which a query may have to say something else than before.
 *
 * @param was the item before, if it was there
 * @param is the item now, if it is there
 */
record Affected(ItemId id, Optional<Row> was, Optional<Row> is) {
    /** Whether it has moved, or was itself deleted or restored: then what lies below is affected too. */
    boolean displaced() {
        return was.isPresent()
                && is.isPresent()
                && (was.get().record().deleted() != is.get().record().deleted()
                        || !was.get().record().parent().equals(is.get().record().parent()));
    }
}
