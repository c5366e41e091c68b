package echo.simulation.pipeline;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.feed.Timeframe;
import echo.api.model.PersistentMap;
import echo.pipeline.PartyEngine;
import echo.pipeline.control.PartyState;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.order.Linearizer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of all messages that an engine knows: what must be equal, to the byte, on peers that hold the same (P1, P4).
 * Immutable.
 *
 * @param state hash over all items
 * @param items what each item's model saved
 * @param applied the data messages that the items are made of
 * @param party who belongs
 * @param refused what was refused or void, and why; but for what lies beyond a cut, of which one engine may hold more than another
 * @param held number of messages that wait
 */
public record Fate(
        Hash state,
        SortedMap<ItemId, Bytes> items,
        Timeframe applied,
        PartyState party,
        SortedSet<String> refused,
        long held) {
    /** What {@code engine} made of what it knows. */
    public static Fate of(PartyEngine engine) {
        SortedMap<ItemId, Bytes> items = new TreeMap<>();
        PersistentMap<ItemId, ItemRecord> records = engine.snapshot().records();
        for (Map.Entry<ItemId, ItemRecord> entry : records) {
            items.put(entry.getKey(), entry.getValue().state().save());
        }
        return new Fate(
                engine.snapshot().stateHash(),
                items,
                engine.applied(),
                engine.state(),
                refused(engine),
                engine.heldCount());
    }

    private static SortedSet<String> refused(PartyEngine engine) {
        SortedSet<String> refused = new TreeSet<>(engine.refused());
        refused.removeIf(line -> line.endsWith(Linearizer.BEYOND));
        return refused;
    }

    /**
     * Whether all is equal but the number of messages that wait: whoever is not admitted in the end may have sent some to one
     * engine and not to another.
     */
    public boolean agrees(Fate other) {
        return equals(new Fate(other.state, other.items, other.applied, other.party, other.refused, held));
    }

    /** Short, for messages of failures. */
    @Override
    public String toString() {
        return "state " + state.shortHex() + " of " + items.size() + " items from " + applied + ", "
                + party.feeds().size() + " feeds, " + held + " held, refused " + List.copyOf(refused);
    }
}
