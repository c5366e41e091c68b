package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.ModelId;
import echo.codec.Slot;

/**
 * Where an item stands in the tree.
 *
 * @param item which item
 * @param model its type, and the version in force for it
 * @param slot its parent, and its place among the siblings there
 * @param deleted whether it is itself deleted
 */
public record Placement(ItemId item, ModelId model, Slot slot, boolean deleted) {
    public ItemId parent() {
        return slot.parent();
    }

    public Position placed() {
        return slot.placed();
    }

    Placement at(Slot to) {
        return new Placement(item, model, to, deleted);
    }

    public Placement deleted(boolean flag) {
        return new Placement(item, model, slot, flag);
    }
}
