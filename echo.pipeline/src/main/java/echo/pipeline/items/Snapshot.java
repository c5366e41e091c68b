package echo.pipeline.items;

import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.PersistentMap;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All items at one moment: what readers see while the party goes on. Immutable; any thread.
 *
 * @param records items by id, deleted ones included
 * @param slots items by parent and place among siblings
 * @param opaqueCount number of items whose model's code is missing
 */
public record Snapshot(PersistentMap<ItemId, ItemRecord> records, PersistentMap<Slot, ItemId> slots, int opaqueCount) {
    public static final Snapshot EMPTY = new Snapshot(PersistentMap.empty(), PersistentMap.empty(), 0);

    /** A place among siblings. */
    public record Slot(ItemId parent, Position placed) implements Comparable<Slot> {
        static Slot of(ItemRecord item) {
            return new Slot(item.parent(), item.placed());
        }

        @Override
        public int compareTo(Slot other) {
            int order = parent.compareTo(other.parent);
            return order != 0 ? order : placed.compareTo(other.placed);
        }
    }

    /** The children of {@code parent}, deleted ones included, in sibling order. */
    public List<ItemRecord> children(ItemId parent) {
        List<ItemRecord> children = new ArrayList<>();
        Iterator<Map.Entry<Slot, ItemId>> tail = slots.iteratorFrom(new Slot(parent, Position.FIRST));
        while (tail.hasNext()) {
            Map.Entry<Slot, ItemId> entry = tail.next();
            if (!entry.getKey().parent().equals(parent)) {
                break;
            }
            records.get(entry.getValue()).ifPresent(children::add);
        }
        return children;
    }

    /** Whether the item, or one above it, is deleted. */
    public boolean isDeleted(ItemRecord item) {
        Optional<ItemRecord> at = Optional.of(item);
        while (at.isPresent()) {
            if (at.get().deleted()) {
                return true;
            }
            at = records.get(at.get().parent());
        }
        return false;
    }

    /** SHA-256 over the hashes of all items in the order of their ids (docs/format.md, "State"). */
    public Hash stateHash() {
        MessageDigest digest = Hash.digest();
        for (Map.Entry<ItemId, ItemRecord> entry : records) {
            entry.getValue().hash().bytes().updateTo(digest);
        }
        return Hash.result(digest);
    }

    Snapshot with(ItemRecord record) {
        Optional<ItemRecord> old = records.get(record.id());
        int opaque = opaqueCount - old.map(Snapshot::opaque).orElse(0) + opaque(record);
        return new Snapshot(records.with(record.id(), record), placed(old, record), opaque);
    }

    private PersistentMap<Slot, ItemId> placed(Optional<ItemRecord> old, ItemRecord record) {
        Slot slot = Slot.of(record);
        if (old.isEmpty()) {
            return slots.with(slot, record.id());
        }
        Slot former = Slot.of(old.get());
        return former.compareTo(slot) == 0 ? slots : slots.without(former).with(slot, record.id());
    }

    Snapshot without(ItemId id) {
        return records.get(id).map(this::without).orElse(this);
    }

    private Snapshot without(ItemRecord record) {
        return new Snapshot(records.without(record.id()), slots.without(Slot.of(record)), opaqueCount - opaque(record));
    }

    private static int opaque(ItemRecord record) {
        return record.state().opaque() ? 1 : 0;
    }
}
