package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Position;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.api.past.Difference;
import echo.api.past.LinkChange;
import echo.api.value.Value;
import echo.codec.Links;
import echo.model.object.ObjectModel;
import echo.pipeline.PartyEngine;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.Snapshot;
import echo.pipeline.past.Differences;
import echo.pipeline.past.ItemHistory;
import echo.pipeline.past.ItemHistory.Told;
import echo.pipeline.past.Replay;
import echo.simulation.explore.Budget;
import echo.simulation.explore.Step;
import echo.simulation.explore.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The past is what it was: what a timeframe covers makes the same state afterwards as it did when nothing else was there (P1). */
class PastTest {
    private static PersistentMap<ModelId, Model<?>> models() {
        PersistentMap<ModelId, Model<?>> models = PersistentMap.empty();
        for (Journal journal : Journal.values()) {
            models = models.with(journal.id(), journal);
        }
        return models.with(Desk.OBJECT, new ObjectModel());
    }

    /** What {@code desk}, which has more, says of {@code timeframe}. */
    private static Replay.Outcome replay(Desk desk, Timeframe timeframe) {
        Replay replay = new Replay(timeframe, desk.engine().state(), desk.ring().reader(), models());
        for (Run run : desk.runs()) {
            if (desk.engine().dataHeld().extent(run.head().feed()).length() > 0) {
                replay.add(run);
            }
        }
        return replay.outcome();
    }

    private static Snapshot at(Desk desk, Timeframe timeframe) {
        return assertInstanceOf(Replay.Outcome.Folded.class, replay(desk, timeframe))
                .snapshot();
    }

    /** Lets {@code history} arrive in its causal orders, at most {@code most}; compares after each message. */
    private static int explore(SmallHistory history, int most, long seed, Map<Timeframe, Hash> seen) {
        Desk all = history.desks().get(0);
        return history.arrivals()
                .map(run -> new Step<Desk>(history.name(run), newcomer -> {
                    newcomer.receive(run).flush();
                    Hash now = newcomer.engine().snapshot().stateHash();
                    Timeframe timeframe = newcomer.engine().applied();
                    assertEquals(
                            now,
                            seen.computeIfAbsent(timeframe, it -> at(all, it).stateHash()));
                }))
                .orders(new Budget(most, seed))
                .check(new Trial<>(history::newcomer, newcomer -> assertEquals(history.end(), newcomer.fate())))
                .size();
    }

    @Test
    void everyCausalPrefixReadAfterwardsEqualsAnEngineThatGotNothingElse() {
        int orders = 0;
        int prefixes = 0;
        for (int seed = 0; seed < 120; seed++) {
            Map<Timeframe, Hash> seen = new LinkedHashMap<>();
            orders += explore(SmallHistory.grow(seed), 60, seed, seen);
            prefixes += seen.size();
        }
        for (int seed = 0; seed < 30; seed++) {
            Map<Timeframe, Hash> seen = new LinkedHashMap<>();
            orders += explore(SmallHistory.growWithLatecomers(seed), 60, seed, seen);
            prefixes += seen.size();
        }
        assertTrue(orders > 3_000 && prefixes > 1_500, orders + " orders, " + prefixes + " prefixes");
    }

    private static Extent extent(Desk desk, FeedKey feed, long length) {
        Extent extent = Extent.EMPTY;
        for (Run run : desk.runs()) {
            for (int i = 0; run.head().feed().equals(feed) && i < run.payloads().size(); i++) {
                extent = extent.length() < length
                        ? Links.append(feed, extent, run.payloads().get(i))
                        : extent;
            }
        }
        return extent;
    }

    private static Timeframe timeframe(Desk desk, Map<FeedKey, Long> lengths) {
        Timeframe timeframe = Timeframe.EMPTY;
        for (Map.Entry<FeedKey, Long> entry : lengths.entrySet()) {
            timeframe = timeframe.with(entry.getKey(), extent(desk, entry.getKey(), entry.getValue()));
        }
        return timeframe;
    }

    /** Some length of each data feed of {@code desk}, whatever depends on whatever. */
    private static SortedMap<FeedKey, Long> cut(Desk desk, SplittableRandom random) {
        SortedMap<FeedKey, Long> cut = new TreeMap<>();
        desk.engine()
                .applied()
                .extents()
                .forEach((feed, extent) -> cut.put(feed, random.nextLong(extent.length() + 1)));
        return cut;
    }

    private static SortedMap<FeedKey, Long> ready(SmallHistory history, Map<FeedKey, Long> cut) {
        Desk desk = history.desks().get(0);
        SortedMap<FeedKey, Long> held = new TreeMap<>(cut);
        desk.engine().controlHeld().extents().forEach((feed, extent) -> held.put(feed, extent.length()));
        SortedMap<FeedKey, Long> ready = history.causality().ready(held);
        ready.keySet().retainAll(cut.keySet());
        return ready;
    }

    @Test
    void aTimeframeIsRefusedExactlyIfItLeavesOutWhatAMessageDependsOn() {
        int closed = 0;
        int open = 0;
        for (int seed = 0; seed < 300; seed++) {
            SmallHistory history = SmallHistory.grow(seed);
            Desk desk = history.desks().get(0);
            SortedMap<FeedKey, Long> cut = cut(desk, new SplittableRandom(seed));
            Replay.Outcome outcome = replay(desk, timeframe(desk, cut));
            if (ready(history, cut).equals(cut)) {
                closed++;
                assertInstanceOf(Replay.Outcome.Folded.class, outcome);
            } else {
                open++;
                String reason =
                        assertInstanceOf(Replay.Outcome.Refused.class, outcome).reason();
                assertTrue(reason.startsWith("the timeframe is not causally closed: block"), reason);
            }
        }
        assertTrue(closed > 50 && open > 50, closed + " closed, " + open + " not");
    }

    @Test
    void whatIsMissingOrOnAnotherBranchIsLacking() {
        Desk desk = SmallHistory.grow(1).desks().get(0);
        PartyEngine engine = desk.engine();
        assertTrue(engine.lacks(engine.applied()).isEmpty());
        FeedKey feed = engine.applied().extents().keySet().iterator().next();
        Extent end = engine.applied().extent(feed);
        Extent longer = new Extent(end.length() + 1, end.link());
        Extent other = new Extent(end.length(), Hash.of(end.link().bytes()));
        Extent unknown = new Extent(1, end.link());
        assertEquals(
                false,
                engine.lacks(Timeframe.EMPTY.with(feed, longer)).orElseThrow().forGood());
        assertEquals(
                true,
                engine.lacks(Timeframe.EMPTY.with(feed, other)).orElseThrow().forGood());
        FeedKey control = desk.person().control();
        assertEquals(
                false,
                engine.lacks(Timeframe.EMPTY.with(control, unknown))
                        .orElseThrow()
                        .forGood());
    }

    /** What is shown, said independently: by a walk from the root. */
    private static Map<ItemId, String> shown(Snapshot snapshot, ItemId parent) {
        TreeMap<ItemId, String> shown = new TreeMap<>();
        for (ItemRecord child : snapshot.children(parent)) {
            if (!child.deleted()) {
                shown.put(
                        child.id(),
                        child.parent() + " " + child.placed() + "|"
                                + child.state().save().toHex());
                shown.putAll(shown(snapshot, child.id()));
            }
        }
        return shown;
    }

    /** The links of all that is shown, in terms of their identity. */
    private static Map<String, Value.MapValue> links(Snapshot snapshot) {
        Map<String, Value.MapValue> links = new TreeMap<>();
        for (ItemId shown : shown(snapshot, ItemId.ROOT).keySet()) {
            snapshot.links(shown).forEach(link -> links.put(shown + link.type() + link.to(), link.properties()));
        }
        return links;
    }

    private static Map<String, Value.MapValue> patched(Map<String, Value.MapValue> links, List<LinkChange> changes) {
        Map<String, Value.MapValue> patched = new TreeMap<>(links);
        for (LinkChange change : changes) {
            String link = change.from() + change.type() + change.to();
            assertNotEquals(change.before(), change.after());
            assertEquals(change.before(), Optional.ofNullable(patched.remove(link)));
            change.after().ifPresent(properties -> patched.put(link, properties));
        }
        return patched;
    }

    @Test
    void aDifferenceTellsExactlyWhatIsNotShownAlike() {
        int changes = 0;
        int relinked = 0;
        for (int seed = 0; seed < 300; seed++) {
            SmallHistory history = SmallHistory.grow(seed);
            Desk desk = history.desks().get(0);
            SplittableRandom random = new SplittableRandom(seed);
            Snapshot one = at(desk, timeframe(desk, ready(history, cut(desk, random))));
            Snapshot two = at(desk, timeframe(desk, ready(history, cut(desk, random))));
            Difference there = Differences.between(one, two);
            Difference back = Differences.between(two, one);
            assertEquals(there.created(), back.removed());
            assertEquals(there.removed(), back.created());
            assertEquals(there.changed(), back.changed());
            assertTrue(Differences.between(one, one).isEmpty());
            assertEquals(links(two), patched(links(one), there.links()));
            assertEquals(links(one), patched(links(two), back.links()));
            relinked += there.links().size();
            Map<ItemId, String> patched = shown(one, ItemId.ROOT);
            Map<ItemId, String> after = shown(two, ItemId.ROOT);
            assertTrue(patched.keySet().containsAll(there.removed()));
            there.removed().forEach(patched::remove);
            there.created().forEach(item -> assertTrue(patched.put(item, after.get(item)) == null));
            for (Difference.Changed changed : there.changed()) {
                String now = after.getOrDefault(changed.item(), "");
                String then = patched.getOrDefault(changed.item(), "");
                patched.put(changed.item(), now);
                String[] was = then.split("\\|", 2);
                String[] is = now.split("\\|", 2);
                assertEquals(changed.structure(), !was[0].equals(is[0]));
                assertEquals(changed.state(), !was[1].equals(is[1]));
                changes++;
            }
            assertEquals(after, patched);
        }
        assertTrue(changes > 60, "only " + changes + " items changed");
        assertTrue(relinked > 60, "only " + relinked + " links changed");
    }

    /** Pages of any size, one after the other, tell every operation once, in order, at every desk the same. */
    @Test
    void pagesOfAHistoryMakeTheWhole() {
        int operations = 0;
        long links = 0;
        for (int seed = 0; seed < 100; seed++) {
            SmallHistory history = SmallHistory.grow(seed);
            for (Map.Entry<ItemId, ItemRecord> entry :
                    history.desks().get(0).engine().snapshot().records()) {
                ItemId item = entry.getKey();
                List<List<Told>> tellings = new ArrayList<>();
                for (Desk desk : history.desks()) {
                    desk.restart();
                    tellings.add(pages(desk, item, 1 + tellings.size() % 3));
                    tellings.add(whole(desk, item));
                }
                tellings.forEach(telling -> assertEquals(tellings.get(0), telling));
                operations += tellings.get(0).size();
                links += tellings.get(0).stream()
                        .filter(told -> told.link().isPresent())
                        .count();
            }
        }
        assertTrue(operations > 500 && links > 50, operations + " operations, " + links + " on links");
    }

    private static List<Told> whole(Desk desk, ItemId item) {
        return ItemHistory.of(desk.engine().past(), item, Position.FIRST, Integer.MAX_VALUE)
                .all();
    }

    private static List<Told> pages(Desk desk, ItemId item, int most) {
        List<Told> all = new ArrayList<>();
        Position after = Position.FIRST;
        for (boolean more = true; more; ) {
            List<Told> page =
                    ItemHistory.of(desk.engine().past(), item, after, most + 1).all();
            more = page.size() > most;
            all.addAll(page.subList(0, Math.min(most, page.size())));
            after = all.isEmpty() ? after : all.get(all.size() - 1).position();
        }
        return all;
    }
}
