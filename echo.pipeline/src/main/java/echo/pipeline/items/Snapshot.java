package echo.pipeline.items;

import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.model.PersistentMap;
import echo.api.party.Link;
import echo.codec.Slot;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All items at one moment: what readers see while the party goes on. Immutable; any thread.
 *
 * @param records items by id, deleted ones included
 * @param slots items by parent and place among siblings
 * @param links between items, also those of sources that are not there
 * @param opaqueCount number of items whose model's code is missing
 */
public record Snapshot(
        PersistentMap<ItemId, ItemRecord> records,
        PersistentMap<Slot, ItemId> slots,
        LinkIndex links,
        int opaqueCount) {
    public static final Snapshot EMPTY = new Snapshot(PersistentMap.empty(), PersistentMap.empty(), LinkIndex.EMPTY, 0);

    /** The children of {@code parent}, deleted ones included, in sibling order. */
    public List<ItemRecord> children(ItemId parent) {
        List<ItemRecord> children = new ArrayList<>();
        Iterator<Map.Entry<Slot, ItemId>> tail = slots.iteratorFrom(Slot.first(parent));
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

    /** The links of an item, by type and target; none if there is no such item. */
    public List<Link> links(ItemId from) {
        return records.containsKey(from) ? links.of(from) : List.of();
    }

    /** The links of items that are there which lead to {@code to}, by type and item. */
    public List<Link> linksTo(ItemReference to) {
        return links.to(to).stream()
                .filter(link -> records.containsKey(link.from()))
                .toList();
    }

    /** SHA-256 over the hashes of all items in the order of their ids (docs/format.md, "State"). */
    public Hash stateHash() {
        MessageDigest digest = Hash.digest();
        for (Map.Entry<ItemId, ItemRecord> entry : records) {
            entry.getValue().hash(links).bytes().updateTo(digest);
        }
        return Hash.result(digest);
    }

    Snapshot with(ItemRecord record) {
        Optional<ItemRecord> old = records.get(record.id());
        if (old.filter(record::isSame).isPresent()) {
            return this;
        }
        int opaque = opaqueCount - old.map(Snapshot::opaque).orElse(0) + opaque(record);
        return new Snapshot(records.with(record.id(), record), placed(old, record), links, opaque);
    }

    private PersistentMap<Slot, ItemId> placed(Optional<ItemRecord> old, ItemRecord record) {
        Slot slot = record.slot();
        if (old.isEmpty()) {
            return slots.with(slot, record.id());
        }
        Slot former = old.get().slot();
        return former.compareTo(slot) == 0 ? slots : slots.without(former).with(slot, record.id());
    }

    /** With the states that {@code now} gives of those of {@code ids}, ascending, that are there, under the models that they have. */
    Snapshot with(List<ItemId> ids, Function<ItemId, TypedState<?>> now) {
        return new Snapshot(
                records.changed(ids, (id, record) -> record.with(now.apply(id))), slots, links, opaqueCount);
    }

    Snapshot with(LinkIndex now) {
        return new Snapshot(records, slots, now, opaqueCount);
    }

    Snapshot without(ItemId id) {
        return records.get(id).map(this::without).orElse(this);
    }

    private Snapshot without(ItemRecord record) {
        return new Snapshot(
                records.without(record.id()), slots.without(record.slot()), links, opaqueCount - opaque(record));
    }

    private static int opaque(ItemRecord record) {
        return record.state().opaque() ? 1 : 0;
    }
}
