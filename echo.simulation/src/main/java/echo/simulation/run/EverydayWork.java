package echo.simulation.run;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.party.Batch;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.simulation.pipeline.Journal;
import echo.simulation.pipeline.Journal.Notebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** People who create, move, delete and restore items, set properties, write messages and note lines, all over one another. */
final class EverydayWork implements Workload {
    private static final int OPERATIONS = 3;
    private static final List<String> TYPES = List.of(
            ObjectItem.TYPE,
            ObjectItem.TYPE,
            ObjectItem.TYPE,
            ObjectItem.TYPE,
            ThreadItem.TYPE,
            ThreadItem.TYPE,
            Journal.IN_ORDER.id().type(),
            Journal.SORTED.id().type());

    private final List<ItemId> items = new ArrayList<>(List.of(ItemId.ROOT));
    private int written;

    @Override
    public void write(Party party, Batch batch, SplittableRandom random) {
        for (int left = 1 + random.nextInt(OPERATIONS); left > 0; left--) {
            written++;
            operate(party, batch, random);
        }
    }

    private void operate(Party party, Batch batch, SplittableRandom random) {
        ItemId item = any(random);
        Optional<Item> known = party.view().item(item);
        int choice = known.isEmpty() ? 0 : random.nextInt(10);
        if (choice < 2) {
            items.add(batch.create(TYPES.get(random.nextInt(TYPES.size())), known.isPresent() ? item : ItemId.ROOT));
        } else if (choice == 2) {
            batch.move(item, any(random));
        } else if (choice == 3) {
            batch.delete(item);
        } else if (choice == 4) {
            batch.restore(item);
        } else {
            mutate(known.orElseThrow(), batch, random);
        }
    }

    private void mutate(Item item, Batch batch, SplittableRandom random) {
        if (item.opaque()) {
            batch.restore(item.id());
        } else if (item.model().type().equals(ThreadItem.TYPE)) {
            talk(item, batch.edit(item.id(), ThreadItem.class), random);
        } else if (item.model().type().equals(ObjectItem.TYPE)) {
            edit(batch.edit(item.id(), ObjectItem.class), random);
        } else {
            batch.edit(item.id(), Notebook.class).note("line " + written);
        }
    }

    private void talk(Item item, ThreadItem thread, SplittableRandom random) {
        List<ThreadMessage> messages = item.as(ThreadItem.class).messages();
        if (random.nextInt(4) > 0 || messages.isEmpty()) {
            thread.post("message " + written);
            return;
        }
        ThreadMessage message = messages.get(random.nextInt(messages.size()));
        if (random.nextBoolean()) {
            thread.edit(message.id(), "edited " + written);
        } else {
            thread.remove(message.id());
        }
    }

    private void edit(ObjectItem object, SplittableRandom random) {
        switch (random.nextInt(5)) {
            case 0 -> object.push(Path.of("list"), Value.of(written));
            case 1 -> object.add(Path.of("set"), Value.of(random.nextInt(5)));
            case 2 -> object.remove(Path.of("set"), Value.of(random.nextInt(5)));
            case 3 -> object.unset(Path.of("key" + random.nextInt(3)));
            default -> object.set("key" + random.nextInt(3), Value.of(written / 10.0));
        }
    }

    private ItemId any(SplittableRandom random) {
        return items.get(random.nextInt(items.size()));
    }
}
