package echo.pipeline.items;

import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.codec.ItemStateCodec;
import echo.codec.ItemStateCodec.ItemState;
import echo.codec.Slot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All there is to know of an item at one moment, but for its links. Immutable but for what it remembers of its own hash; any thread. */
// Successive snapshots share the records of all items that did not change, so a state hash costs a saved state for each
// item that did, and 32 bytes for each other. The hash and not the canonical bytes are remembered: they would be the
// whole state once more.
public final class ItemRecord {
    private final Placement placement;
    private final TypedState<?> state;
    private volatile @Nullable Hashed hashed;

    /** The hash with the links that it covers. */
    private record Hashed(PersistentMap<LinkIndex.Outgoing, LinkIndex.Last> links, Hash hash) {}

    public ItemRecord(Placement placement, TypedState<?> state) {
        this.placement = placement;
        this.state = state;
    }

    public ItemRecord(ItemId id, ModelId model, Slot slot, boolean deleted, TypedState<?> state) {
        this(new Placement(id, model, slot, deleted), state);
    }

    /** The same item with another state; this very record if the state is the same. */
    ItemRecord with(TypedState<?> now) {
        ItemRecord changed = new ItemRecord(placement, now);
        return isSame(changed) ? this : changed;
    }

    public ItemId id() {
        return placement.item();
    }

    public ModelId model() {
        return placement.model();
    }

    /** Where it stands in the tree. */
    public Placement placement() {
        return placement;
    }

    /** Its parent and place among siblings. */
    public Slot slot() {
        return placement.slot();
    }

    /** The item above, or {@link ItemId#ROOT}. */
    public ItemId parent() {
        return placement.parent();
    }

    /** The operation that put it below its parent. */
    public Position placed() {
        return placement.placed();
    }

    /** Whether {@code other} says the same of the same item: equal, without a look into states, which may be large. */
    @SuppressWarnings("ReferenceEquality") // states are immutable: one that changed is another object
    boolean isSame(ItemRecord other) {
        return state.state() == other.state.state()
                && state.model() == other.state.model()
                && placement.equals(other.placement);
    }

    /**
     * Whether {@code other} says the same of the same item, however each came about. Looks into states, saving both, only where
     * they are of different folds, and once for each record; so what was written counts as a difference, even if it left the item
     * as it was, and what was only folded again does not.
     */
    @SuppressWarnings("ReferenceEquality") // a course is what it is by identity
    public boolean agrees(ItemRecord other) {
        return isSame(other)
                || (state.course() != other.state.course()
                        && placement.equals(other.placement)
                        && state.model().equals(other.state.model())
                        && ownHash().isPresent()
                        && ownHash().equals(other.ownHash()));
    }

    /** Of the item without its links; nothing when the model fails against its contract. */
    private Optional<Hash> ownHash() {
        try {
            return Optional.of(hash(LinkIndex.EMPTY));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether it is itself deleted; it may also lie below a deleted item. */
    public boolean deleted() {
        return placement.deleted();
    }

    public TypedState<?> state() {
        return state;
    }

    /** SHA-256 over its canonical bytes (docs/format.md, "State"), with those of {@code links} that it has. */
    @SuppressWarnings("ReferenceEquality") // what an item links to is immutable: if it changed it is another object
    public Hash hash(LinkIndex links) {
        PersistentMap<LinkIndex.Outgoing, LinkIndex.Last> own = links.from(id());
        Hashed known = hashed;
        if (known == null || known.links != own) {
            ItemState bytes =
                    new ItemState(id(), model(), slot(), deleted(), links.of(id()), state.form(), state.save());
            known = new Hashed(own, Hash.of(ItemStateCodec.encode(bytes)));
            hashed = known;
        }
        return known.hash;
    }
}
