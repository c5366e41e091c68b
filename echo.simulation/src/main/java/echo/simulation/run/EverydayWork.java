package echo.simulation.run;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.PartyKey;
import echo.api.item.ObjectItem;
import echo.api.item.TextItem;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.party.Batch;
import echo.api.party.Item;
import echo.api.party.Link;
import echo.api.party.Party;
import echo.api.party.Place;
import echo.api.party.View;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.simulation.pipeline.Journal;
import echo.simulation.pipeline.Journal.Notebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * People who create, move, place, delete, restore and link items, set properties, write messages, texts and journals, all over
 * one another, now and then a lot at once.
 */
final class EverydayWork implements Workload {
    private static final int OPERATIONS = 3;
    private static final int MANY_OPERATIONS = 12;
    private static final int OLDEST = 8;
    private static final PartyKey ELSEWHERE =
            new PartyKey(Hash.of(Bytes.utf8("another party")).bytes());
    private static final List<String> TYPES = List.of(
            ObjectItem.TYPE,
            ObjectItem.TYPE,
            ObjectItem.TYPE,
            ThreadItem.TYPE,
            ThreadItem.TYPE,
            TextItem.TYPE,
            Journal.IN_ORDER.id().type(),
            Journal.SORTED.id().type());

    private final List<ItemId> items = new ArrayList<>(List.of(ItemId.ROOT));
    /** What the batch at hand has moved or deleted, so that nothing can be placed beside it. */
    private final SortedSet<ItemId> touched = new TreeSet<>();

    private int written;

    @Override
    public void write(Party party, Batch batch, SplittableRandom random) {
        touched.clear();
        int most = random.nextInt(8) == 0 ? MANY_OPERATIONS : OPERATIONS;
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            written++;
            operate(party.view(), batch, random);
        }
    }

    private void operate(View view, Batch batch, SplittableRandom random) {
        ItemId item = any(random);
        Optional<Item> known = view.item(item);
        int choice = known.isEmpty() ? 0 : random.nextInt(13);
        if (choice < 2) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            ItemId parent = known.isPresent() ? item : ItemId.ROOT;
            items.add(batch.create(type, parent, place(view, parent, random)));
        } else if (choice < 4) {
            touched.add(item);
            ItemId parent =
                    random.nextBoolean() ? any(random) : known.orElseThrow().parent();
            batch.move(item, parent, place(view, parent, random));
        } else if (choice == 4) {
            touched.add(item);
            batch.delete(item);
        } else if (choice == 5) {
            batch.restore(item);
        } else if (choice < 8) {
            link(view, item, batch, random);
        } else {
            mutate(known.orElseThrow(), batch, random);
        }
    }

    private Place place(View view, ItemId parent, SplittableRandom random) {
        int choice = random.nextInt(5);
        List<ItemId> siblings = choice < 2 ? List.of() : siblings(view, parent);
        if (siblings.isEmpty()) {
            return choice == 0 ? Place.FIRST : Place.LAST;
        }
        ItemId sibling = siblings.get(random.nextInt(siblings.size()));
        return choice == 2 ? new Place.Before(sibling) : new Place.After(sibling);
    }

    private List<ItemId> siblings(View view, ItemId parent) {
        return view.children(parent).stream()
                .map(Item::id)
                .filter(id -> !touched.contains(id))
                .toList();
    }

    /** Also to what is not there: somebody else's new item, or an item of another party. */
    private void link(View view, ItemId from, Batch batch, SplittableRandom random) {
        List<Link> links = view.links(from);
        if (!links.isEmpty() && random.nextInt(3) == 0) {
            Link link = links.get(random.nextInt(links.size()));
            batch.unlink(from, link.type(), link.to());
            return;
        }
        ItemId to = any(random);
        ItemReference reference = random.nextInt(8) == 0 ? ItemReference.to(ELSEWHERE, to) : ItemReference.to(to);
        Value.MapValue properties = new Value.MapValue(new TreeMap<>(Map.of("written", Value.of(written))));
        batch.link(from, random.nextBoolean() ? "likes" : "needs.first", reference, properties);
    }

    private void mutate(Item item, Batch batch, SplittableRandom random) {
        if (item.opaque()) {
            batch.restore(item.id());
        } else if (item.model().type().equals(ThreadItem.TYPE)) {
            talk(item, batch.edit(item.id(), ThreadItem.class), random);
        } else if (item.model().type().equals(ObjectItem.TYPE)) {
            edit(batch.edit(item.id(), ObjectItem.class), random);
        } else if (item.model().type().equals(TextItem.TYPE)) {
            type(batch.edit(item.id(), TextItem.class), random);
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
        switch (random.nextInt(6)) {
            case 0 -> thread.edit(message.id(), "edited " + written);
            case 1 -> thread.remove(message.id());
            case 2 -> thread.answer(message.id(), "answer " + written);
            case 3 -> thread.react(message.id(), "+" + random.nextInt(3));
            case 4 -> thread.unreact(message.id(), "+" + random.nextInt(3));
            default -> thread.markRead(message.id());
        }
    }

    /** Types a word somewhere, over some of what stands there. */
    private void type(TextItem text, SplittableRandom random) {
        int from = random.nextInt(text.length() + 1);
        int count = random.nextInt(3) == 0 ? random.nextInt(Math.min(8, text.length() - from) + 1) : 0;
        text.replace(from, count, "word" + written + " ");
    }

    private void edit(ObjectItem object, SplittableRandom random) {
        switch (random.nextInt(6)) {
            case 0 -> object.push(Path.of("list"), Value.of(written));
            case 1 -> object.add(Path.of("set"), Value.of(random.nextInt(5)));
            case 2 -> object.remove(Path.of("set"), Value.of(random.nextInt(5)));
            case 3 -> object.unset(Path.of("key" + random.nextInt(3)));
            case 4 -> object.increment("count", random.nextInt(9));
            default -> object.set("key" + random.nextInt(3), Value.of(written / 10.0));
        }
    }

    /** Now and then one of the oldest, which get long histories. */
    private ItemId any(SplittableRandom random) {
        int choice = random.nextInt(3) == 0 ? Math.min(OLDEST, items.size()) : items.size();
        return items.get(random.nextInt(choice));
    }
}
