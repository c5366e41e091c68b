package echo.bench.core;

import echo.api.ItemId;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.codec.Operation;
import echo.pipeline.items.ItemTree;
import echo.pipeline.items.ItemTree.OrderedBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A million mutations that come in order, each setting a property of one of 10,000 objects, to the published snapshot. Beside:
 * the same into hash maps of hash maps.
 */
public final class OrderApply implements Workload {
    private static final int ITEMS = 10_000;
    private static final int MUTATIONS = 1_000_000;
    private static final int BURST = 10_000;

    /** A node that starts applies all that it has as one burst. */
    private static final int ALL = MUTATIONS;

    @Override
    public String name() {
        return "order.apply";
    }

    @Override
    public String says() {
        return "1,000,000 mutations in order on 10,000 objects, to the snapshot, as when a node starts; mutations/s of CPU time";
    }

    @Override
    public Figure measure(Path scratch) {
        Random random = new Random(1);
        List<ItemId> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            items.add(Scene.item(i));
        }
        List<OrderedBatch> messages = new ArrayList<>();
        for (int i = 0; i < MUTATIONS; i++) {
            ItemId item = items.get(random.nextInt(ITEMS));
            messages.add(Scene.message(1L + ITEMS + i, 0, new Operation.Mutate(item, Scene.set(i))));
        }
        List<Double> bare = CpuRate.of(MUTATIONS, () -> () -> plain(messages));
        return new Figure(
                name(),
                "mutations/s",
                applied(messages, ALL),
                Map.of(
                        "bursts_of_10000/s", CpuRate.median(applied(messages, BURST)),
                        "bare_hash_maps/s", CpuRate.median(bare)));
    }

    private static List<Double> applied(List<OrderedBatch> messages, int burst) {
        List<List<OrderedBatch>> bursts = Scene.bursts(messages, burst);
        return CpuRate.of(MUTATIONS, () -> {
            ItemTree tree = Scene.tree(ITEMS);
            return () -> bursts.forEach(tree::apply);
        });
    }

    private static void plain(List<OrderedBatch> messages) {
        Map<ItemId, Map<String, Object>> states = new HashMap<>();
        for (OrderedBatch message : messages) {
            Operation.Mutate mutate = (Operation.Mutate) message.operations().get(0);
            String name = mutate.data().slice(4, 6).toUtf8();
            states.computeIfAbsent(mutate.item(), id -> new HashMap<>()).put(name, mutate.data());
        }
        if (states.size() > ITEMS) {
            throw new IllegalStateException(states.size() + " items");
        }
    }
}
