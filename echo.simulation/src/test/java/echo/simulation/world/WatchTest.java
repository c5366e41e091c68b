package echo.simulation.world;

import static echo.api.query.Property.property;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.Limits;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.model.ModelId;
import echo.api.party.Change;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.query.Query;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.model.object.ObjectModel;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Watched queries and indexes on a node: what a subscriber is told, when it is slow, goes away and comes back. */
class WatchTest {
    private static final ModelId OBJECT = ModelId.of(ObjectItem.TYPE, "1.0.0");
    private static final Query RED = Query.items().where(property("colour").is("red"));

    private final LoneNode lone = new LoneNode();
    private final Party party = lone.create();
    private final List<Change> told = new ArrayList<>();

    WatchTest() {
        lone.node.modelAdded(OBJECT, new ObjectModel());
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
        ObjectModel model = new ObjectModel();
        lone.node.modelAdded(OBJECT, model);
        lone.run("");
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
