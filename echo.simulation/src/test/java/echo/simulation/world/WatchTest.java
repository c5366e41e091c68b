package echo.simulation.world;

import static echo.api.query.Property.property;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.Limits;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.model.ModelId;
import echo.api.party.Change;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.party.View;
import echo.api.query.Key;
import echo.api.query.Query;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.model.object.ObjectModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Watched queries and indexes on a node: what a subscriber is told, when it is slow, goes away and comes back. */
class WatchTest {
    private static final ModelId OBJECT = ModelId.of(ObjectItem.TYPE, "1.0.0");
    private static final Query RED = Query.items().where(property("colour").is("red"));

    private final ObjectModel model = new ObjectModel();
    private final LoneNode lone = new LoneNode();
    private final Party party = lone.create();
    private final List<Change> told = new ArrayList<>();

    WatchTest() {
        lone.node.modelAdded(OBJECT, model);
        lone.run("");
    }

    /** Creates an item of that colour; subscribers do not run meanwhile. */
    private ItemId paint(String colour) {
        List<ItemId> created = new ArrayList<>();
        party.write(batch -> {
            created.add(batch.create(ObjectItem.TYPE, ItemId.ROOT));
            batch.edit(created.get(0), ObjectItem.class).set("colour", Value.of(colour));
        });
        lone.run("party");
        return created.get(0);
    }

    private void paint(ItemId item, String colour) {
        party.write(batch -> batch.edit(item, ObjectItem.class).set("colour", Value.of(colour)));
        lone.run("party");
    }

    /** Lets views come of what was said to the node; subscribers do not run meanwhile. */
    private void published() {
        lone.run("node");
        lone.run("party");
    }

    private static List<ItemId> ids(List<Item> items) {
        return items.stream().map(Item::id).toList();
    }

    private Change last() {
        lone.run("");
        return told.get(told.size() - 1);
    }

    @Test
    void aSubscriberIsToldTheResultAndThenEachChangeOfItOnce() {
        ItemId first = paint("red");
        party.watch(RED, told::add);
        assertTrue(last().whole());
        assertEquals(List.of(first), ids(last().added()));
        ItemId second = paint("red");
        assertEquals(List.of(second), ids(last().added()));
        assertFalse(last().whole());
        assertEquals(party.view().timeframe(), last().timeframe());
        paint("blue");
        lone.run("");
        assertEquals(2, told.size()); // nothing when the result did not change
        party.write(batch -> batch.edit(first, ObjectItem.class).set("size", Value.of(1)));
        assertEquals(List.of(first), ids(last().changed()));
        paint(second, "blue");
        assertEquals(List.of(second), last().removed());
        party.write(batch -> batch.delete(first));
        assertEquals(List.of(first), last().removed());
        assertEquals(5, told.size());
    }

    @Test
    void aLinkThatComesOrGoesIsToldOnceWhereItChangesTheResult() {
        ItemId red = paint("red");
        ItemId blue = paint("blue");
        party.watch(RED.targets("likes"), told::add);
        assertEquals(List.of(), last().added());
        link(red, "likes", blue);
        assertEquals(List.of(blue), ids(last().added()));
        link(red, "likes", blue);
        link(red, "knows", blue);
        link(blue, "likes", red);
        lone.run("");
        assertEquals(2, told.size());
        assertEquals(
                List.of(blue), ids(party.view().select(RED.targets("likes")).items()));
        party.write(batch -> batch.unlink(red, "likes", ItemReference.to(blue)));
        assertEquals(List.of(blue), last().removed());
        assertEquals(3, told.size());
    }

    private void link(ItemId from, String type, ItemId to) {
        party.write(batch -> batch.link(from, type, ItemReference.to(to), new Value.MapValue(new TreeMap<>())));
        lone.run("party");
    }

    @Test
    void aSlowSubscriberIsToldSeveralChangesAsOneAndThatItWasSlow() {
        party.watch(RED, told::add);
        lone.run("");
        ItemId gone = paint("red");
        ItemId stays = paint("red");
        paint(gone, "blue");
        paint("green");
        assertEquals(1, told.size());
        assertEquals(List.of(stays), ids(last().added()));
        assertEquals(3, last().skipped()); // four views, of which it saw the last
        assertEquals(List.of(), last().removed()); // what came and went in between was never there for it
        paint("red");
        assertEquals(0, last().skipped());
        assertEquals(3, told.size());
    }

    @Test
    void aListenerThatThrowsHarmsNoOther() {
        party.watch(RED, change -> {
            throw new IllegalStateException("a fault of the application");
        });
        party.watch(RED, told::add);
        assertThrows(IllegalStateException.class, () -> lone.run("")); // by hand, a loop lets it out and goes on
        assertEquals(List.of(paint("red")), ids(lastAfterFault().added()));
    }

    private Change lastAfterFault() {
        assertThrows(IllegalStateException.class, () -> lone.run(""));
        return last();
    }

    @Test
    void whoComesBackIsToldTheDifference() {
        paint("red");
        Party.Subscription before = party.watch(RED, told::add);
        Timeframe known = last().timeframe();
        before.close();
        for (int i = 0; i < 2 * Limits.KEPT_VIEWS; i++) {
            paint("blue");
        }
        lone.run("");
        ItemId second = paint("red");
        party.watch(RED, known, told::add);
        assertFalse(last().whole());
        assertEquals(List.of(second), ids(last().added()));
        assertEquals(2, told.size());
    }

    @Test
    void whoComesBackToWhatItKnowsIsToldNothing() {
        paint("red");
        party.watch(RED, party.view().timeframe(), told::add);
        lone.run("");
        assertEquals(List.of(), told);
        ItemId second = paint("red");
        assertEquals(List.of(second), ids(last().added()));
    }

    @Test
    void whoComesBackAfterTooLongIsToldAllAndThatItIsAll() {
        paint("red");
        Timeframe known = party.view().timeframe();
        for (int i = 0; i < Limits.KEPT_VIEWS; i++) {
            paint("red");
        }
        party.watch(RED, known, told::add);
        assertTrue(last().whole());
        assertEquals(Limits.KEPT_VIEWS + 1, last().added().size());
    }

    /** A red item whose model is missing, and a view of it that no other has the timeframe of. */
    private ItemId hideRed() {
        ItemId red = paint("red");
        lone.node.modelRemoved(OBJECT, model);
        lone.run("");
        link(red, "knows", red);
        return red;
    }

    @Test
    void whoClosesBeforeItTakesWhatAModelBroughtIsToldItWhenItComesBack() {
        ItemId red = hideRed();
        Party.Subscription before = party.watch(RED, told::add);
        Timeframe known = last().timeframe();
        assertEquals(List.of(), last().added());
        lone.node.modelAdded(OBJECT, model);
        published();
        before.close();
        lone.run("");
        assertEquals(1, told.size());
        assertEquals(known, party.view().timeframe());
        party.watch(RED, known, told::add);
        assertEquals(List.of(red), ids(last().added()));
        assertEquals(2, told.size());
    }

    /** Views of one timeframe, and no subscription to tell which of them it was. */
    @Test
    void whoComesBackToATimeframeOfSeveralViewsIsToldAll() {
        ItemId red = hideRed();
        party.watch(RED, told::add).close();
        Party.Subscription before = party.watch(RED, told::add);
        Timeframe known = last().timeframe();
        before.close();
        for (int i = 0; i < Limits.KEPT_VIEWS; i++) {
            party.watch(Query.items().limit(1 + i), change -> {}).close();
        }
        lone.node.modelAdded(OBJECT, model);
        lone.run("");
        party.watch(RED, known, told::add);
        assertTrue(last().whole());
        assertEquals(List.of(red), ids(last().added()));
    }

    @Test
    void whoComesBackToANodeThatWasStoppedIsToldWhatAModelBroughtMeanwhile() {
        ItemId red = hideRed();
        party.watch(RED, told::add);
        Timeframe known = last().timeframe();
        LoneNode again = lone.again();
        again.node.modelAdded(OBJECT, model);
        again.run("");
        Party same = again.node.parties().get(0);
        assertEquals(known, same.view().timeframe());
        same.watch(RED, known, told::add);
        again.run("");
        assertEquals(2, told.size());
        assertEquals(List.of(red), ids(told.get(1).added()));
    }

    @Test
    void whatWasOnItsWayToWhoClosedCountsAsNotTold() {
        Party.Subscription before = party.watch(RED, told::add);
        paint("red");
        Timeframe known = last().timeframe();
        ItemId missed = paint("red");
        before.close();
        for (int i = 0; i < Limits.KEPT_VIEWS; i++) {
            paint("blue");
        }
        lone.run("");
        assertEquals(1, told.size());
        party.watch(RED, known, told::add);
        assertFalse(last().whole());
        assertEquals(List.of(missed), ids(last().added()));
    }

    /** Its query of a page has a key that no selection gave, which shows as soon as it finds something. */
    @Test
    void aQueryThatCannotBeAnsweredEndsAndHarmsNoOther() {
        party.watch(RED.limit(3), told::add);
        Query broken = RED.limit(2).after(new Key(List.of(), ItemId.ROOT, Bytes.hex("00")));
        Party.Subscription failing = party.watch(broken, change -> {});
        List<Change> more = new ArrayList<>();
        party.watch(RED, more::add);
        lone.run("");
        assertEquals(Optional.empty(), failing.failure());
        ItemId red = paint("red");
        assertThrows(EchoException.class, () -> lone.run("")); // a loop notes it and goes on
        assertEquals(List.of(red), ids(last().added()));
        assertEquals(List.of(red), ids(more.get(more.size() - 1).added()));
        assertTrue(failing.failure().orElseThrow().toString().contains(broken.toString()));
        ItemId second = paint("red");
        assertEquals(List.of(second), ids(last().added())); // nothing is thrown once more
        Party.Subscription stillborn = party.watch(broken, change -> {});
        assertThrows(EchoException.class, () -> lone.run(""));
        assertTrue(stillborn.failure().isPresent());
        failing.close();
        stillborn.close();
        assertEquals(List.of(paint("red")), ids(last().added()));
    }

    @Test
    void aModelThatGoesAndComesBackWhileASubscriberIsSlowIsNoChange() {
        ItemId red = paint("red");
        party.watch(RED, told::add);
        lone.run("");
        lone.node.modelRemoved(OBJECT, model);
        published();
        lone.node.modelAdded(OBJECT, model);
        published();
        lone.run("");
        assertEquals(1, told.size());
        lone.node.modelRemoved(OBJECT, model);
        assertEquals(List.of(red), last().removed());
    }

    @Test
    void aDiskThatFailsAndRecoversIsNoChange() {
        ItemId first = paint("red");
        ItemId second = paint("red");
        link(first, "likes", second);
        Map<Query, List<Change>> heard = new LinkedHashMap<>();
        for (Query query : List.of(RED, RED.limit(5), RED.targets("likes"), Query.items())) {
            party.watch(query, heard.computeIfAbsent(query, it -> new ArrayList<>())::add);
        }
        lone.run("");
        for (int i = 0; i < 3; i++) {
            View before = party.view();
            lone.disk.faults().failWriteAfter(0);
            Receipt lost = party.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT));
            lone.run("");
            assertTrue(lost.durable().toCompletableFuture().isCompletedExceptionally());
            lone.pass(10_000);
            assertNotSame(before, party.view()); // it was made anew
            assertEquals(before.stateHash(), party.view().stateHash());
        }
        heard.forEach((query, changes) -> assertEquals(1, changes.size(), query.toString()));
        paint(second, "blue");
        lone.run("");
        heard.forEach((query, changes) -> {
            assertEquals(2, changes.size(), query.toString());
            boolean remains = !query.stages().equals(RED.stages());
            Change.Difference news = changes.get(1).difference();
            assertEquals(List.of(), news.added(), query.toString());
            assertEquals(remains ? List.of(second) : List.of(), ids(news.changed()), query.toString());
            assertEquals(remains ? List.of() : List.of(second), news.removed(), query.toString());
        });
    }

    @Test
    void whoEndsItsSubscriptionIsToldNothingMore() {
        Party.Subscription subscription = party.watch(RED, told::add);
        lone.run("");
        paint("red");
        subscription.close();
        subscription.close();
        lone.run("");
        assertEquals(1, told.size());
        paint("red");
        lone.run("");
        assertEquals(1, told.size());
    }

    @Test
    void anIndexServesViewsFromNowOnAndOutlivesAModelThatComesAndGoes() {
        ItemId red = paint("red");
        Query query = Query.parse("(&(@type=echo.object)(colour=red))");
        assertEquals("scan", party.view().select(query).plan().access());
        lone.await(party.index(ObjectItem.TYPE, Path.of("colour")));
        lone.await(party.index(ObjectItem.TYPE));
        ItemId second = paint("red");
        paint("blue");
        assertEquals(
                "index echo.object colour, 2 candidates",
                party.view().select(query).plan().toString());
        assertEquals(List.of(red, second), ids(party.view().select(query).items()));
        lone.node.modelRemoved(OBJECT, model);
        lone.run("");
        assertEquals(
                "index echo.object colour, 0 candidates",
                party.view().select(query).plan().toString());
        lone.node.modelAdded(OBJECT, model);
        lone.run("");
        assertEquals(List.of(red, second), ids(party.view().select(query).items()));
        assertThrows(IllegalArgumentException.class, () -> party.index("no type"));
    }
}
