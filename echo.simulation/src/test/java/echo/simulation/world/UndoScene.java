package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.party.Batch;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.past.Undo;
import echo.api.value.Value;
import echo.simulation.crypto.KeyedHashSignatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Two who share a party, write, and take back what they wrote: what tests of undo begin with. */
abstract class UndoScene {
    private static final long HOUR_MS = 3_600_000;

    final World world = new World(41, 2, new KeyedHashSignatures());
    final Party ada = world.await(world.node(0).node().create("a party"));
    final Party ben = world.await(world.node(1).node().join(world.await(ada.invite(HOUR_MS))));

    Timeframe write(Party party, Consumer<Batch> edit) {
        return world.await(party.write(edit).applied());
    }

    ItemId create(Party party, ItemId parent) {
        List<ItemId> ids = new ArrayList<>();
        write(party, batch -> ids.add(batch.create(ObjectItem.TYPE, parent)));
        return ids.get(0);
    }

    Timeframe set(Party party, ItemId item, String path, long value) {
        return write(party, batch -> batch.edit(item, ObjectItem.class).set(path, Value.of(value)));
    }

    /** Both have everything. */
    void meet() {
        world.await(ben.await(ada.view().timeframe()));
        world.await(ada.await(ben.view().timeframe()));
        assertEquals(ada.view().stateHash(), ben.view().stateHash());
    }

    static Item item(Party party, ItemId item) {
        return party.view().item(item).orElseThrow();
    }

    static Optional<Value> get(Party party, ItemId item, String path) {
        return item(party, item).as(ObjectItem.class).get(path);
    }

    Undo undone(CompletionStage<Undo> stage) {
        Undo undo = world.await(stage);
        assertTrue(undo.complete(), undo.toString());
        return undo;
    }

    /** Why the only operation of the batch stands. */
    String stands(CompletionStage<Undo> stage) {
        Undo undo = world.await(stage);
        assertEquals(Optional.empty(), undo.written());
        return assertInstanceOf(Undo.NotUndoable.class, undo.parts().get(0)).reason();
    }

    Kind failure(CompletionStage<?> stage) {
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> world.await(stage));
        return assertInstanceOf(EchoException.class, thrown.getCause()).kind();
    }
}
