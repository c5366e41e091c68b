package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.ModelId;
import echo.codec.Slot;

/**
 * All there is to know of an item at one moment. Immutable.
 *
 * @param slot its parent and place among siblings
 * @param deleted whether it is itself deleted; it may also lie below a deleted item
 */
public record ItemRecord(ItemId id, ModelId model, Slot slot, boolean deleted, TypedState<?> state) {
    /** The item above, or {@link ItemId#ROOT}. */
    public ItemId parent() {
        return slot.parent();
    }

    /** The operation that put it below its parent. */
    public Position placed() {
        return slot.placed();
    }

    /** Whether {@code other} says the same of the same item: equal, without a look into states, which may be large. */
    @SuppressWarnings("ReferenceEquality") // states are immutable: one that changed is another object
    boolean isSame(ItemRecord other) {
        return state.state() == other.state.state()
                && state.model() == other.state.model()
                && deleted == other.deleted
                && slot.equals(other.slot)
                && model.equals(other.model)
                && id.equals(other.id);
    }
}
