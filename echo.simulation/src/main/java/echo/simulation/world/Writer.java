package echo.simulation.world;

import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.item.ThreadItem;
import echo.api.party.Batch;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.value.Path;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The users of a world: they write whatever comes to their minds and remember every receipt. One thread. */
final class Writer {
    private final SplittableRandom random;
    private final List<ItemId> items = new ArrayList<>(List.of(ItemId.ROOT));
    private final Map<FeedKey, Long> acknowledged = new TreeMap<>();
    private int writes;
    private int failures;

    Writer(SplittableRandom random) {
        this.random = random;
    }

    /** What was said to be durable: the length of each feed. */
    Map<FeedKey, Long> acknowledged() {
        return acknowledged;
    }

    int writes() {
        return writes;
    }

    /** Writes that failed, because a disk did. */
    int failures() {
        return failures;
    }

    /** Writes one batch at {@code party}. */
    void write(Party party) {
        writes++;
        party.write(batch -> {
                    int operations = 1 + random.nextInt(3);
                    for (int i = 0; i < operations; i++) {
                        operation(party, batch);
                    }
                })
                .durable()
                .whenComplete((timeframe, failure) -> {
                    if (failure instanceof EchoException) {
                        failures++;
                    } else {
                        timeframe
                                .extents()
                                .forEach((feed, extent) -> acknowledged.merge(feed, extent.length(), Math::max));
                    }
                });
    }

    private void operation(Party party, Batch batch) {
        ItemId item = any();
        Optional<Item> known = party.view().item(item);
        int choice = known.isEmpty() ? 0 : random.nextInt(10);
        if (choice < 3) {
            String type = random.nextInt(4) == 0 ? ThreadItem.TYPE : ObjectItem.TYPE;
            items.add(batch.create(type, known.isPresent() ? item : ItemId.ROOT));
        } else if (choice == 3) {
            batch.move(item, any());
        } else if (choice == 4) {
            batch.delete(item);
        } else if (choice == 5) {
            batch.restore(item);
        } else {
            mutate(known.orElseThrow(), batch);
        }
    }

    private void mutate(Item item, Batch batch) {
        if (item.model().type().equals(ThreadItem.TYPE)) {
            batch.edit(item.id(), ThreadItem.class).post("message " + writes);
            return;
        }
        ObjectItem object = batch.edit(item.id(), ObjectItem.class);
        switch (random.nextInt(4)) {
            case 0 -> object.push(Path.of("list"), Value.of(writes));
            case 1 -> object.add(Path.of("set"), Value.of(random.nextInt(5)));
            case 2 -> object.unset(Path.of("key" + random.nextInt(3)));
            default -> object.set("key" + random.nextInt(3), Value.of(writes / 10.0));
        }
    }

    private ItemId any() {
        return items.get(random.nextInt(items.size()));
    }
}
