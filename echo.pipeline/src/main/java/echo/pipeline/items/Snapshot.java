package echo.pipeline.items;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.PersistentMap;
import echo.codec.ItemStateCodec;
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
 */
public record Snapshot(PersistentMap<ItemId, ItemRecord> records, PersistentMap<Slot, ItemId> slots) {
    public static final Snapshot EMPTY = new Snapshot(PersistentMap.empty(), PersistentMap.empty());

    /** A place among siblings. */
    public record Slot(ItemId parent, Position placed) implements Comparable<Slot> {
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

    /** Number of items whose model's code is missing. */
    public int opaqueCount() {
        int count = 0;
        for (Map.Entry<ItemId, ItemRecord> entry : records) {
            count += entry.getValue().state().opaque() ? 1 : 0;
        }
        return count;
    }

    /** SHA-256 over the canonical bytes of all items in the order of their ids, each after its size (docs/format.md). */
    public Hash stateHash() {
        MessageDigest digest = Hash.digest();
        for (Map.Entry<ItemId, ItemRecord> entry : records) {
            Bytes bytes = canonical(entry.getValue());
            ItemStateCodec.u32(bytes.size()).updateTo(digest);
            bytes.updateTo(digest);
        }
        return Hash.result(digest);
    }

    private static Bytes canonical(ItemRecord item) {
        return ItemStateCodec.encode(new ItemStateCodec.ItemState(
                item.id(),
                item.model(),
                item.parent(),
                item.placed(),
                item.deleted(),
                item.state().opaque(),
                item.state().save()));
    }

    Snapshot with(ItemRecord record) {
        Optional<ItemRecord> old = records.get(record.id());
        PersistentMap<Slot, ItemId> moved = slots;
        Slot slot = new Slot(record.parent(), record.placed());
        if (old.isPresent()) {
            Slot oldSlot = new Slot(old.get().parent(), old.get().placed());
            moved = oldSlot.equals(slot) ? moved : moved.without(oldSlot).with(slot, record.id());
        } else {
            moved = moved.with(slot, record.id());
        }
        return new Snapshot(records.with(record.id(), record), moved);
    }

    Snapshot without(ItemId id) {
        Optional<ItemRecord> old = records.get(id);
        return old.isEmpty()
                ? this
                : new Snapshot(
                        records.without(id),
                        slots.without(new Slot(old.get().parent(), old.get().placed())));
    }
}
