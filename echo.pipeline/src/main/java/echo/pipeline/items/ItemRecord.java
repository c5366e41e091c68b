package echo.pipeline.items;

import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.ModelId;
import echo.codec.ItemStateCodec;
import org.jspecify.annotations.Nullable;

/** All there is to know of an item at one moment. Immutable but for what it remembers of its own hash; any thread. */
// Successive snapshots share the records of all items that did not change, so a state hash costs a saved state for each
// item that did, and 32 bytes for each other. The hash and not the canonical bytes are remembered: they would be the
// whole state once more.
public final class ItemRecord {
    private final ItemId id;
    private final ModelId model;
    private final ItemId parent;
    private final Position placed;
    private final boolean deleted;
    private final TypedState<?> state;
    private volatile @Nullable Hash hash;

    public ItemRecord(ItemId id, ModelId model, ItemId parent, Position placed, boolean deleted, TypedState<?> state) {
        this.id = id;
        this.model = model;
        this.parent = parent;
        this.placed = placed;
        this.deleted = deleted;
        this.state = state;
    }

    public ItemId id() {
        return id;
    }

    public ModelId model() {
        return model;
    }

    public ItemId parent() {
        return parent;
    }

    /** The operation that put it below its parent. */
    public Position placed() {
        return placed;
    }

    /** Whether it is itself deleted; it may also lie below a deleted item. */
    public boolean deleted() {
        return deleted;
    }

    public TypedState<?> state() {
        return state;
    }

    /** SHA-256 over its canonical bytes (docs/format.md, "State"). */
    Hash hash() {
        Hash known = hash;
        if (known == null) {
            known = Hash.of(ItemStateCodec.encode(
                    new ItemStateCodec.ItemState(id, model, parent, placed, deleted, state.opaque(), state.save())));
            hash = known;
        }
        return known;
    }
}
