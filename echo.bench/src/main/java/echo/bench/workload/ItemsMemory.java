package echo.bench.workload;

import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.item.ObjectItem;
import echo.api.party.Batch;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.value.Value;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import echo.bench.node.StoredParty;
import echo.pipeline.Event;
import echo.pipeline.PartyEngine;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a million small objects, of four properties each, take of the heap once a node has opened its party: the whole engine, as it
 * is after the blocks were read from the store. With {@code -Xmx1g} it shows that they fit.
 */
public final class ItemsMemory implements Workload {
    private static final int ITEMS = 1_000_000;
    private static final int ITEMS_IN_BATCH = 100;
    private static final int BATCHES_AT_ONCE = 100;
    private static final double GIGABYTE = 1 << 30;

    @Override
    public String name() {
        return "items.memory";
    }

    @Override
    public String says() {
        return "1,000,000 objects with 4 properties in an opened party; bytes of heap for each";
    }

    @Override
    public Figure measure(Path scratch) throws Exception {
        PartyKey party = write(scratch);
        long before = used();
        PartyEngine engine = open(scratch, party);
        double each;
        try {
            each = (double) (used() - before) / ITEMS;
        } finally {
            Reference.reachabilityFence(engine);
        }
        int items = engine.snapshot().records().size();
        if (items != ITEMS) {
            throw new IllegalStateException(items + " items are there, not " + ITEMS);
        }
        double most = Runtime.getRuntime().maxMemory() / GIGABYTE;
        return new Figure(name(), "bytes", List.of(each), Map.of("heap_limit_GiB", most));
    }

    private static PartyKey write(Path scratch) throws Exception {
        try (BenchNode node = new BenchNode(scratch)) {
            Party party = BenchNode.await(node.echo().create("bench"));
            Receipt last = party.write(ItemsMemory::create);
            for (int batch = 1; batch < ITEMS / ITEMS_IN_BATCH; batch++) {
                if (batch % BATCHES_AT_ONCE == 0) {
                    BenchNode.await(last.durable());
                }
                last = party.write(ItemsMemory::create);
            }
            BenchNode.await(last.durable());
            return party.key();
        }
    }

    private static void create(Batch batch) {
        for (int i = 0; i < ITEMS_IN_BATCH; i++) {
            ItemId item = batch.create(ObjectItem.TYPE, ItemId.ROOT);
            ObjectItem object = batch.edit(item, ObjectItem.class);
            object.set("title", Value.of("item number " + i));
            object.set("done", Value.of(i % 2 == 0));
            object.set("rank", Value.of(i));
            object.set("owner", Value.of("member " + i % 10));
        }
    }

    private static PartyEngine open(Path scratch, PartyKey party) {
        PartyEngine engine = StoredParty.newEngine(scratch, party);
        StoredParty.read(scratch, party, run -> {
            engine.handle(new Event.Restored(run));
            engine.handle(new Event.Flush(0));
        });
        return engine;
    }

    /** Bytes of the heap that are in use. */
    private static long used() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
