package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.party.Batch;
import echo.api.party.Item;
import echo.api.party.Link;
import echo.api.party.Party;
import echo.api.party.View;
import echo.api.past.Undo;
import echo.api.value.Path;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a node wrote is taken back and done again, among what others do meanwhile; what cannot be is told. */
class UndoTest extends UndoScene {
    /** All that is shown: the tree with its properties and links; siblings by id, since what comes back comes back last. */
    private static String shown(View view, ItemId parent) {
        List<String> lines = new ArrayList<>();
        for (Item child : view.children(parent)) {
            lines.add(child.id() + " " + child.as(ObjectItem.class).properties() + " " + view.links(child.id()) + " ["
                    + shown(view, child.id()) + "]");
        }
        lines.sort(null);
        return String.join(", ", lines);
    }

    private static String shown(Party party) {
        return shown(party.view(), ItemId.ROOT);
    }

    private static void link(Batch batch, ItemId from, ItemId to, long value) {
        batch.link(from, "likes", ItemReference.to(to), properties(value));
    }

    private static Value.MapValue properties(long value) {
        return new Value.MapValue(new TreeMap<>(Map.of("n", Value.of(value))));
    }

    @Test
    void everyKindOfOperationIsUndoneAndRedone() {
        ItemId box = create(ada, ItemId.ROOT);
        List<String> states = new ArrayList<>(List.of(shown(ada)));
        List<ItemId> ids = new ArrayList<>();
        List<Consumer<Batch>> edits = List.of(
                batch -> ids.add(batch.create(ObjectItem.TYPE, ItemId.ROOT)),
                batch -> batch.edit(ids.get(0), ObjectItem.class).set("x", Value.of(1L)),
                batch -> batch.edit(ids.get(0), ObjectItem.class).set("x", Value.of(2L)),
                batch -> batch.edit(ids.get(0), ObjectItem.class).set("m.a", Value.of("text")),
                batch -> batch.edit(ids.get(0), ObjectItem.class).unset(Path.of("m")),
                batch -> batch.move(ids.get(0), box),
                batch -> batch.move(ids.get(0), ItemId.ROOT),
                batch -> batch.delete(ids.get(0)),
                batch -> batch.restore(ids.get(0)),
                batch -> link(batch, ids.get(0), box, 1),
                batch -> link(batch, ids.get(0), box, 2),
                batch -> batch.unlink(ids.get(0), "likes", ItemReference.to(box)),
                batch -> {
                    link(batch, box, ids.get(0), 3);
                    link(batch, box, ids.get(0), 4);
                },
                batch -> {
                    ids.add(batch.create(ObjectItem.TYPE, ids.get(0)));
                    batch.edit(ids.get(1), ObjectItem.class).set("y", Value.of(1L));
                    batch.edit(ids.get(1), ObjectItem.class).set("y", Value.of(2L));
                    batch.move(ids.get(1), box);
                    batch.move(ids.get(1), ItemId.ROOT);
                });
        for (Consumer<Batch> edit : edits) {
            write(ada, edit);
            states.add(shown(ada));
        }
        for (int round = 0; round < 2; round++) {
            for (int i = edits.size() - 1; i >= 0; i--) {
                undone(ada.edits().undo());
                assertEquals(states.get(i), shown(ada), "undo of " + i);
            }
            for (int i = 0; i < edits.size(); i++) {
                undone(ada.edits().redo());
                assertEquals(states.get(i + 1), shown(ada), "redo of " + i);
            }
        }
        assertEquals(Kind.USAGE, failure(ada.edits().redo()), "all is redone");
        meet();
    }

    @Test
    void whatOthersDidSinceStays() {
        ItemId item = create(ada, ItemId.ROOT);
        ItemId box = create(ada, ItemId.ROOT);
        set(ada, item, "both", 1);
        Timeframe mine = set(ada, item, "mine", 1);
        Timeframe both = set(ada, item, "both", 2);
        Timeframe move = write(ada, batch -> batch.move(item, box));
        meet();
        set(ben, item, "both", 3);
        set(ben, item, "theirs", 4);
        write(ben, batch -> batch.move(item, ItemId.ROOT));
        meet();
        assertTrue(stands(ada.undo(both)).contains("changed since"));
        assertEquals("it was moved since", stands(ada.undo(move)));
        undone(ada.undo(mine));
        meet();
        for (Party party : List.of(ada, ben)) {
            assertEquals(Optional.of(Value.of(3L)), get(party, item, "both"));
            assertEquals(Optional.of(Value.of(4L)), get(party, item, "theirs"));
            assertEquals(Optional.empty(), get(party, item, "mine"));
            assertEquals(ItemId.ROOT, item(party, item).parent());
        }
    }

    // ada   creates x ── deletes x ──────────┐
    // ben              └ deletes x, sets y   ┴ both meet; whoever undoes, the other's deletion stands
    @Test
    void whatBothDidConcurrentlyOneAloneDoesNotTakeBack() {
        ItemId item = create(ada, ItemId.ROOT);
        meet();
        world.cut(world.node(0), world.node(1));
        world.cut(world.node(1), world.node(0));
        Timeframe adas = write(ada, batch -> batch.delete(item));
        Timeframe bens = write(ben, batch -> batch.delete(item));
        world.rejoin();
        meet();
        String reasons = stands(ada.undo(adas)) + "; " + stands(ben.undo(bens));
        assertTrue(reasons.contains("another deleted it too") && reasons.contains("it was deleted already"), reasons);
        assertTrue(item(ada, item).deleted());
    }

    // ada   links x→y {1}, unlinks x→z ─┐                      ┌ undoes both: they stand, ben's decide now
    // ben                               └ links x→y {2}, x→z ──┘
    @Test
    void whatAnotherMadeOfALinkSinceStays() {
        ItemId x = create(ada, ItemId.ROOT);
        ItemId y = create(ada, ItemId.ROOT);
        ItemId z = create(ada, ItemId.ROOT);
        write(ada, batch -> link(batch, x, z, 0));
        Timeframe linked = write(ada, batch -> link(batch, x, y, 1));
        Timeframe unlinked = write(ada, batch -> batch.unlink(x, "likes", ItemReference.to(z)));
        meet();
        write(ben, batch -> {
            link(batch, x, y, 2);
            link(batch, x, z, 3);
        });
        meet();
        assertEquals("the link was changed since", stands(ada.undo(linked)));
        assertEquals("it was linked since", stands(ada.undo(unlinked)));
        undone(ben.edits().undo());
        meet();
        assertEquals("another linked it too", stands(ada.undo(linked)));
        assertEquals(List.of(new Link(x, "likes", ItemReference.to(y), properties(1))), links(ada, x));
        assertEquals(links(ada, x), links(ben, x));
    }

    private static List<Link> links(Party party, ItemId item) {
        return party.view().links(item);
    }

    // ada   links x→y {1} ───────────────┐ both meet; ada's is the later one, by Lamport time: undone, ben's is there
    // again
    // ben   nothing, then links x→y {2} ─┘
    @Test
    void aLinkThatCameLateIsThereAgain() {
        ItemId x = create(ada, ItemId.ROOT);
        ItemId y = create(ada, ItemId.ROOT);
        meet();
        world.cut(world.node(0), world.node(1));
        world.cut(world.node(1), world.node(0));
        set(ada, y, "later", 1);
        Timeframe adas = write(ada, batch -> link(batch, x, y, 1));
        write(ben, batch -> link(batch, x, y, 2));
        world.rejoin();
        meet();
        assertEquals(properties(1), links(ben, x).get(0).properties());
        undone(ada.undo(adas));
        meet();
        assertEquals(properties(2), links(ben, x).get(0).properties());
        undone(ada.edits().redo());
        meet();
        assertEquals(properties(1), links(ben, x).get(0).properties());
    }

    @Test
    void aMoveIsNotTakenBackToWhereNothingCanBe() {
        ItemId from = create(ada, ItemId.ROOT);
        ItemId to = create(ada, ItemId.ROOT);
        ItemId item = create(ada, from);
        Timeframe move = write(ada, batch -> batch.move(item, to));
        meet();
        Timeframe below = write(ben, batch -> batch.move(from, item));
        meet();
        assertEquals("the item that it was in lies below it now", stands(ada.undo(move)));
        undone(ben.undo(below));
        write(ben, batch -> batch.delete(from));
        meet();
        assertEquals("the item that it was in was deleted since", stands(ada.undo(move)));
        assertEquals(to, item(ada, item).parent());
    }

    @Test
    void whatHadNoEffectIsToldOperationByOperation() {
        ItemId item = create(ada, ItemId.ROOT);
        ItemId below = create(ada, item);
        Timeframe batch = write(ada, it -> {
            it.move(item, below);
            it.edit(item, ObjectItem.class).set("x", Value.of(1L));
            it.edit(item, ObjectItem.class).push(Path.of("list"), Value.of(2L));
        });
        Undo undo = world.await(ada.undo(batch));
        assertFalse(undo.complete());
        assertEquals(3, undo.parts().size());
        assertInstanceOf(Undo.NotUndoable.class, undo.parts().get(0));
        assertEquals(new Undo.Undone(item), undo.parts().get(1));
        assertEquals(new Undo.Undone(item), undo.parts().get(2));
        assertEquals(Optional.empty(), get(ada, item, "x"));
        assertEquals(List.of(), item(ada, item).as(ObjectItem.class).elements(Path.of("list")));
    }

    @Test
    void chatIsUndoneByItsModel() {
        List<ItemId> ids = new ArrayList<>();
        write(ada, batch -> ids.add(batch.create(ThreadItem.TYPE, ItemId.ROOT)));
        write(ada, batch -> batch.edit(ids.get(0), ThreadItem.class).post("helo"));
        ThreadMessage message = thread(ids.get(0)).messages().get(0);
        write(ada, batch -> batch.edit(ids.get(0), ThreadItem.class).edit(message.id(), "hello"));
        undone(ada.edits().undo());
        assertEquals("helo", thread(ids.get(0)).messages().get(0).text());
        undone(ada.edits().redo());
        assertEquals("hello", thread(ids.get(0)).messages().get(0).text());
        undone(ada.edits().undo());
        undone(ada.edits().undo());
        assertEquals(List.of(), thread(ids.get(0)).messages());
        undone(ada.edits().redo());
        assertEquals("helo", thread(ids.get(0)).messages().get(0).text());
    }

    private ThreadItem thread(ItemId id) {
        return item(ada, id).as(ThreadItem.class);
    }

    @Test
    void onlyOwnBatchesThatAreHereCanBeNamed() {
        ItemId item = create(ada, ItemId.ROOT);
        meet();
        Timeframe bens = set(ben, item, "x", 1);
        meet();
        assertEquals(Kind.USAGE, failure(ada.undo(bens)));
        assertEquals(Kind.USAGE, failure(ada.undo(ada.view().timeframe())));
        assertEquals(Kind.USAGE, failure(ada.undo(Timeframe.EMPTY)));
        assertEquals(Kind.USAGE, failure(ben.edits().redo()));
    }

    /** Steps that are asked for at once are taken one after the other, after all that was written before them. */
    @Test
    void stepsAreTakenInTheOrderInWhichTheyWereAskedFor() {
        ItemId item = create(ada, ItemId.ROOT);
        for (long i = 1; i <= 5; i++) {
            long value = i;
            ada.write(batch -> batch.edit(item, ObjectItem.class).set("x", Value.of(value)));
        }
        ada.edits().undo();
        ada.edits().undo();
        ada.edits().undo();
        undone(ada.edits().redo());
        assertEquals(Optional.of(Value.of(3L)), get(ada, item, "x"));
    }

    /** The store is down while each way of undoing and redoing is tried: all fail, and all are there once it works again. */
    @Test
    void aStepThatFailsIsTakenWhenTheStoreWorksAgain() {
        ItemId item = create(ada, ItemId.ROOT);
        Timeframe first = set(ada, item, "x", 1);
        Timeframe second = set(ada, item, "x", 2);
        set(ada, item, "y", 3);
        undone(ada.edits().undo());
        breakStore();
        assertEquals(Kind.STORAGE, failure(ada.edits().redo()));
        assertEquals(Kind.STORAGE, failure(ada.edits().undo(first)));
        assertEquals(Kind.STORAGE, failure(ada.edits().undo(second)));
        assertEquals(Kind.STORAGE, failure(ada.edits().undo()));
        world.time().pass(30_000);
        undone(ada.edits().redo());
        assertEquals(Optional.of(Value.of(3L)), get(ada, item, "y"));
        undone(ada.edits().undo());
        undone(ada.edits().undo());
        assertEquals(Optional.of(Value.of(1L)), get(ada, item, "x"));
        undone(ada.edits().undo());
        assertEquals(Optional.empty(), get(ada, item, "x"));
    }

    /** A force fails: ada's store is closed until it is tried again. */
    private void breakStore() {
        world.node(0).disk().faults().failForceAfter(0);
        var unused = failure(
                ada.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT)).applied());
    }

    @Test
    void aBatchFromBeforeARestartIsUndoneByName() {
        ItemId item = create(ada, ItemId.ROOT);
        Timeframe written = set(ada, item, "x", 1);
        world.crash(world.node(0));
        world.node(0).start();
        world.time().pass(1_000);
        Party again = world.node(0).party().orElseThrow();
        assertEquals(Kind.USAGE, failure(again.edits().undo()), "the steps of the node that ran before are forgotten");
        undone(again.undo(written));
        assertEquals(Optional.empty(), get(again, item, "x"));
        undone(again.edits().redo());
        assertEquals(Optional.of(Value.of(1L)), get(again, item, "x"));
    }

    private void anyEdit(Batch batch, List<ItemId> ids, SplittableRandom random) {
        ItemId item = ids.get(random.nextInt(ids.size()));
        ItemId other = ids.get(random.nextInt(ids.size()));
        switch (random.nextInt(8)) {
            case 0 -> ids.add(batch.create(ObjectItem.TYPE, random.nextBoolean() ? ItemId.ROOT : other));
            case 1 -> batch.move(item, random.nextInt(3) == 0 ? ItemId.ROOT : other);
            case 2 -> batch.delete(item);
            case 3 -> batch.restore(item);
            case 4 -> link(batch, item, other, random.nextInt(2));
            case 5 -> batch.unlink(item, "likes", ItemReference.to(other));
            default ->
                batch.edit(item, ObjectItem.class).set(random.nextBoolean() ? "x" : "y", Value.of(random.nextInt(3)));
        }
    }

    /** One author, any batches: undoing them all comes by every state that there was, and redoing too. */
    @Test
    void undoRetracesEveryStateOfOneAuthor() {
        int steps = 0;
        for (int seed = 0; seed < 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<ItemId> ids = new ArrayList<>(List.of(create(ada, ItemId.ROOT)));
            List<String> states = new ArrayList<>(List.of(shown(ada)));
            for (int i = 0; i < 25; i++) {
                write(ada, batch -> {
                    for (int j = random.nextInt(3); j >= 0; j--) {
                        anyEdit(batch, ids, random);
                    }
                });
                states.add(shown(ada));
            }
            for (int i = 24; i >= 0; i--) {
                steps += world.await(ada.edits().undo()).written().isPresent() ? 1 : 0;
                assertEquals(states.get(i), shown(ada), "seed " + seed + ", undo of " + i);
            }
        }
        assertTrue(steps > 200, "only " + steps + " undos wrote something");
    }

    /** Two authors at once: undo never fails, what the other did last to a property stays, and both agree in the end. */
    @Test
    void undoAmongTheEditsOfAnotherConverges() {
        for (int seed = 0; seed < 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<ItemId> ids = new ArrayList<>(List.of(create(ada, ItemId.ROOT), create(ada, ItemId.ROOT)));
            meet();
            for (int i = 0; i < 40; i++) {
                Party party = random.nextBoolean() ? ada : ben;
                int choice = random.nextInt(4);
                if (choice < 2) {
                    ItemId item = ids.get(random.nextInt(2));
                    long value = i;
                    party.write(batch -> {
                        batch.move(item, ids.get(random.nextInt(2)));
                        batch.edit(item, ObjectItem.class).set("p" + value % 3, Value.of(value));
                        if (value % 4 == 0) {
                            batch.unlink(item, "likes", ItemReference.to(ids.get(0)));
                        } else {
                            link(batch, item, ids.get(0), value % 4);
                        }
                    });
                } else {
                    CompletionStage<Undo> step =
                            choice == 2 ? party.edits().undo() : party.edits().redo();
                    step.exceptionally(nothing -> null);
                }
                world.time().pass(random.nextInt(5));
            }
            world.time().pass(1_000);
            meet();
            set(ben, ids.get(0), "p0", 99);
            meet();
            world.await(ada.edits().undo().toCompletableFuture().exceptionally(nothing -> null));
            meet();
            assertEquals(Optional.of(Value.of(99L)), get(ada, ids.get(0), "p0"));
        }
    }
}
