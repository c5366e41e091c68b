package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.pipeline.Event;
import echo.pipeline.PartyEngine;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.Snapshot;
import echo.simulation.explore.Arrivals;
import echo.simulation.explore.Causality;
import echo.simulation.explore.Step;
import echo.simulation.explore.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A newcomer to whom a small history arrives, some of it in bursts, and who is looked at after each burst: it has applied
 * exactly what has all that it needs, holds the rest and says so (P4), and whoever has applied the same shows the same (P1).
 */
final class Reader {
    private final Shelf shelf;
    private final Desk desk;
    private int happened;

    /** What all readers of one history share. */
    static final class Shelf {
        private final SmallHistory history;
        private final Causality causality;
        private final Map<Shown, Hash> shown = new HashMap<>();
        private int looks;
        private int held;

        Shelf(SmallHistory history) {
            this.history = history;
            this.causality = history.causality();
        }

        /** How often a reader was looked at. */
        int looks() {
            return looks;
        }

        /** How often something was held then. */
        int held() {
            return held;
        }

        /** Steps in which the history arrives. */
        Arrivals<Step<Reader>> arrivals() {
            return history.arrivals().map(run -> new Step<>(history.name(run), reader -> reader.arrive(run)));
        }

        /** Takes steps and compares what came of them with {@code end}. */
        Trial<Reader> trial(Fate end) {
            return new Trial<>(() -> new Reader(this), reader -> reader.ends(end));
        }
    }

    /** What a state must be a function of: the messages that were applied, and the models that there were. */
    private record Shown(Timeframe applied, List<ModelId> models) {}

    Reader(Shelf shelf) {
        this.shelf = shelf;
        this.desk = shelf.history.newcomer();
    }

    static Step<Reader> restart() {
        return new Step<>("restart", reader -> {
            reader.desk.restart();
            reader.look();
        });
    }

    /** The bundle of a model goes, and comes again. */
    static List<Step<Reader>> swap(ModelId id, Model<?> model) {
        return List.of(
                new Step<>("-" + id.type(), reader -> reader.happens("-" + id, new Event.ModelRemoved(id))),
                new Step<>("+" + id.type(), reader -> reader.happens("+" + id, new Event.ModelAdded(id, model))));
    }

    /** All that is kept comes a second time. */
    static Step<Reader> again() {
        return new Step<>("again", reader -> List.copyOf(reader.desk.runs()).forEach(reader.desk::receive));
    }

    private void arrive(Run run) {
        desk.offer(run);
        flushAfter(shelf.history.name(run));
    }

    private void happens(String name, Event event) {
        desk.handle(event);
        flushAfter(name);
    }

    /** Ends the burst after two of three steps; which, follows from all steps so far. */
    private void flushAfter(String step) {
        happened = 31 * happened + step.hashCode();
        if (Math.floorMod((happened * 0x9E3779B9) >>> 16, 3) > 0) {
            desk.flush();
            look();
        }
    }

    private void look() {
        PartyEngine engine = desk.engine();
        SortedMap<FeedKey, Long> kept = new TreeMap<>();
        desk.runs()
                .forEach(run -> kept.put(run.head().feed(), run.head().extent().length()));
        SortedMap<FeedKey, Long> ready = shelf.causality.ready(kept);
        int waiting = 0;
        long held = 0;
        for (Map.Entry<FeedKey, Long> feed : kept.entrySet()) {
            long lacking = feed.getValue() - ready.getOrDefault(feed.getKey(), 0L);
            held += lacking;
            waiting += lacking > 0 ? 1 : 0;
        }
        for (Map.Entry<FeedKey, Extent> feed : engine.dataHeld().extents().entrySet()) {
            assertEquals(
                    ready.get(feed.getKey()),
                    engine.applied().extent(feed.getKey()).length(),
                    "applied");
        }
        assertEquals(held, engine.heldCount(), "held");
        assertEquals(waiting, engine.held(99).size(), "feeds that wait and say so");
        Hash state = engine.snapshot().stateHash();
        Hash before = shelf.shown.putIfAbsent(new Shown(engine.applied(), desk.models()), state);
        assertEquals(Optional.ofNullable(before).orElse(state), state, "another state was seen at the same timeframe");
        assertTree(engine.snapshot());
        shelf.looks++;
        shelf.held += held > 0 ? 1 : 0;
    }

    private static void assertTree(Snapshot snapshot) {
        PersistentMap<ItemId, ItemRecord> records = snapshot.records();
        assertEquals(records.size(), snapshot.slots().size(), "places among siblings");
        for (Map.Entry<ItemId, ItemRecord> entry : records) {
            ItemRecord item = entry.getValue();
            assertEquals(Optional.of(item.id()), snapshot.slots().get(item.slot()), "who is in an item's place");
            ItemId at = item.parent();
            for (int depth = 0; !at.equals(ItemId.ROOT); depth++) {
                assertTrue(depth < records.size(), "the tree has a cycle");
                at = records.get(at).orElseThrow().parent();
            }
        }
    }

    private void ends(Fate end) {
        desk.flush();
        look();
        assertEquals(end, desk.fate());
        assertEquals(0, desk.engine().heldCount());
        desk.refused().forEach(reason -> assertTrue(reason.endsWith("are held already"), reason));
    }
}
