package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.ModelId;

/**
 * All there is to know of an item at one moment. Immutable.
 *
 * @param placed the operation that put it below its parent
 * @param deleted whether it is itself deleted; it may also lie below a deleted item
 */
public record ItemRecord(
        ItemId id, ModelId model, ItemId parent, Position placed, boolean deleted, TypedState<?> state) {}
