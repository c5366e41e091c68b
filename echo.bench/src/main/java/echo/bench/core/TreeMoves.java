package echo.bench.core;

import echo.api.ItemId;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.codec.Operation;
import echo.pipeline.items.ItemTree;
import echo.pipeline.items.ItemTree.OrderedBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Moves at random in a tree of 10,000 items, by three writers, to the published snapshot; in order, or with each burst late by up
 * to ten. Beside: the same in order in a hash map of parents, with a look for cycles.
 */
public final class TreeMoves implements Workload {
    private static final int ITEMS = 10_000;
    private static final int MOVES = 100_000;
    private static final int BURST = 100;
    private static final int WRITERS = 3;
    /** Bursts that come shuffled. */
    private static final int LATE = 10;

    private final boolean late;

    private TreeMoves(boolean late) {
        this.late = late;
    }

    public static TreeMoves inOrder() {
        return new TreeMoves(false);
    }

    public static TreeMoves late() {
        return new TreeMoves(true);
    }

    @Override
    public String name() {
        return late ? "tree.moves.late" : "tree.moves";
    }

    @Override
    public String says() {
        return "100,000 moves in a tree of 10,000, bursts of 100" + (late ? ", late by up to ten bursts" : " in order")
                + "; moves/s of CPU time";
    }

    @Override
    public Figure measure(Path scratch) {
        List<OrderedBatch> messages = messages();
        List<List<OrderedBatch>> bursts = new ArrayList<>(Scene.bursts(messages, BURST));
        for (int from = 0; late && from < bursts.size(); from += LATE) {
            Collections.shuffle(bursts.subList(from, from + LATE), new Random(from));
        }
        double[] repeated = new double[1];
        List<Double> rates = CpuRate.of(MOVES, () -> {
            ItemTree tree = Scene.tree(ITEMS);
            repeated[0] = 0;
            return () ->
                    bursts.forEach(burst -> repeated[0] += tree.apply(burst).repeated());
        });
        List<Double> bare = CpuRate.of(MOVES, () -> () -> plain(messages));
        return new Figure(
                name(),
                "moves/s",
                rates,
                Map.of("bare_hash_map/s", CpuRate.median(bare), "applies_per_move", 1 + repeated[0] / MOVES));
    }

    private static List<OrderedBatch> messages() {
        Random random = new Random(2);
        List<OrderedBatch> messages = new ArrayList<>();
        for (int i = 0; i < MOVES; i++) {
            ItemId parent = random.nextInt(10) == 0 ? ItemId.ROOT : Scene.item(random.nextInt(ITEMS));
            Operation move = new Operation.Move(Scene.item(random.nextInt(ITEMS)), parent);
            messages.add(Scene.message(1L + ITEMS + i, random.nextInt(WRITERS), move));
        }
        return messages;
    }

    private static void plain(List<OrderedBatch> messages) {
        Map<ItemId, ItemId> parents = new HashMap<>();
        for (OrderedBatch message : messages) {
            Operation.Move move = (Operation.Move) message.operations().get(0);
            ItemId at = move.parent();
            while (!at.equals(move.item()) && !at.equals(ItemId.ROOT)) {
                at = parents.getOrDefault(at, ItemId.ROOT);
            }
            if (!at.equals(move.item())) {
                parents.put(move.item(), move.parent());
            }
        }
    }
}
