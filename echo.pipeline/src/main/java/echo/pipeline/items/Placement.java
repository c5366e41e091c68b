package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.ModelId;

/**
 * Where an item stands in the tree.
 *
 * @param parent the item above, or {@link ItemId#ROOT}
 * @param placed the operation that put it there; siblings are in the order of these
 * @param deleted whether it is itself deleted
 */
public record Placement(ModelId model, ItemId parent, Position placed, boolean deleted) {
    Placement at(ItemId newParent, Position by) {
        return new Placement(model, newParent, by, deleted);
    }

    public Placement deleted(boolean flag) {
        return new Placement(model, parent, placed, flag);
    }
}
