package echo.node;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.PersistentMap;
import echo.api.party.Place;
import echo.codec.Rank;
import echo.codec.Slot;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who stands where, as the writer of a batch sees it: what the view shows, changed by the batch so far. One thread. */
final class Siblings {
    private final Snapshot snapshot;
    private final FeedKey writer;
    private final LastRanks lastRanks;
    private final Map<ItemId, Slot> placed = new LinkedHashMap<>();
    private final Map<ItemId, Boolean> marked = new LinkedHashMap<>();
    private PersistentMap<Slot, ItemId> slots;

    Siblings(Snapshot snapshot, FeedKey writer, LastRanks lastRanks) {
        this.snapshot = snapshot;
        this.writer = writer;
        this.lastRanks = lastRanks;
        this.slots = snapshot.slots();
    }

    /**
     * The rank that brings {@code item} to {@code place} below {@code parent}, and it there.
     *
     * @param chance {@link Gap#CHANCE_BYTES} bytes
     */
    Rank place(ItemId item, ItemId parent, Place place, Bytes chance) {
        Rank rank = rank(item, parent, place, chance);
        slot(item).ifPresent(former -> slots = slots.without(former));
        Slot slot = new Slot(parent, rank, new Position(Long.MAX_VALUE, writer, placed.size()));
        placed.put(item, slot);
        slots = slots.with(slot, item);
        return rank;
    }

    /** The batch deletes {@code item}, or restores it. */
    void mark(ItemId item, boolean deleted) {
        marked.put(item, deleted);
    }

    private Rank rank(ItemId item, ItemId parent, Place place, Bytes chance) {
        if (place instanceof Place.Before before) {
            Slot above = sibling(item, parent, before.sibling());
            return new Gap(below(above.firstOfRank()), Optional.of(above.rank())).rank(chance);
        }
        if (place instanceof Place.After after) {
            Slot below = sibling(item, parent, after.sibling());
            return new Gap(Optional.of(below.rank()), above(below.lastOfRank())).rank(chance);
        }
        return place instanceof Place.First
                ? new Gap(Optional.empty(), above(Slot.first(parent))).rank(chance)
                : lastRanks.after(parent, below(Slot.last(parent)), chance);
    }

    private Optional<Rank> below(Slot slot) {
        return rankOf(slots.lower(slot), slot.parent());
    }

    private Optional<Rank> above(Slot slot) {
        return rankOf(slots.ceiling(slot), slot.parent());
    }

    private static Optional<Rank> rankOf(Optional<Map.Entry<Slot, ItemId>> entry, ItemId parent) {
        return entry.map(Map.Entry::getKey)
                .filter(slot -> slot.parent().equals(parent))
                .map(Slot::rank);
    }

    private Slot sibling(ItemId item, ItemId parent, ItemId sibling) {
        if (sibling.equals(item)) {
            throw new IllegalArgumentException("item " + item + " cannot be its own neighbour");
        }
        Slot slot = slot(sibling)
                .filter(it -> it.parent().equals(parent))
                .orElseThrow(() -> new IllegalArgumentException("item " + sibling + " is no child of " + parent));
        if (isDeleted(sibling)) {
            throw new IllegalArgumentException("item " + sibling + " is deleted; nothing can be placed beside it");
        }
        return slot;
    }

    private Optional<Slot> slot(ItemId item) {
        return Optional.ofNullable(placed.get(item))
                .or(() -> snapshot.records().get(item).map(ItemRecord::slot));
    }

    private boolean isDeleted(ItemId item) {
        Boolean mark = marked.get(item);
        return mark != null
                ? mark
                : snapshot.records().get(item).filter(ItemRecord::deleted).isPresent();
    }
}
