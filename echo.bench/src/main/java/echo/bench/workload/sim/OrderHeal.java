package echo.bench.workload.sim;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.item.TextItem;
import echo.api.model.ModelId;
import echo.api.party.Batch;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.value.Value;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.crypto.AesGcmSealing;
import echo.crypto.jpake.JpakeExchanges;
import echo.crypto.noise.NoiseHandshakes;
import echo.model.object.ObjectModel;
import echo.model.text.TextModel;
import echo.node.Ports;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.network.Link;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Three people write a thousand messages each on one item, while no node reaches another; then all do: how long until all nodes show
 * the same, all three of them on one thread. Once on an object, whose mutations are sorted in ({@code TOTAL}), once on a text, which
 * applies them as they come ({@code CAUSAL}).
 */
public final class OrderHeal implements Workload {
    /** Of a world in which all may write. */
    private static final long SEED = 2;

    private static final int RUNS = 7;
    private static final int WRITERS = 3;
    private static final int MESSAGES = 1_000;
    private static final int BURST = 50;
    private static final long PATIENCE_MS = 60_000;
    private static final double NS_PER_S = 1e9;

    @Override
    public String name() {
        return "order.heal";
    }

    @Override
    public String says() {
        return "3 nodes, apart, write 1,000 messages each on one object and meet again; s until all agree";
    }

    @Override
    public Figure measure(Path scratch) {
        List<Healing> objects = new ArrayList<>();
        List<Healing> texts = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            Healing object = new Healing(ObjectItem.TYPE, OrderHeal::set);
            Healing text = new Healing(TextItem.TYPE, OrderHeal::type);
            if (run > 0) { // the first warms up
                objects.add(object);
                texts.add(text);
            }
        }
        Figure causal = figure(texts, Map.of());
        return figure(
                objects,
                Map.of(
                        "causal_s", causal.value(),
                        "applied_each", objects.get(0).appliedEach,
                        "causal_applied_each", texts.get(0).appliedEach));
    }

    private Figure figure(List<Healing> healings, Map<String, Double> beside) {
        return new Figure(name(), "s", healings.stream().map(it -> it.seconds).toList(), beside);
    }

    /** What somebody writes. */
    @FunctionalInterface
    private interface Edit {
        void of(Batch batch, ItemId item, int number);
    }

    private static void set(Batch batch, ItemId item, int number) {
        batch.edit(item, ObjectItem.class).set("p" + number % 10, Value.of(number));
    }

    private static void type(Batch batch, ItemId item, int number) {
        TextItem text = batch.edit(item, TextItem.class);
        text.replace(text.length(), 0, "word" + number + " ");
    }

    /** One world that falls apart and heals. */
    private static final class Healing {
        private final CountingModel<?> object = new CountingModel<>(new ObjectModel());
        private final CountingModel<?> text = new CountingModel<>(new TextModel());
        private final World world;
        private final ItemId item;
        private final Edit edit;
        final double seconds;
        /** How often each message was applied on each node, its writer's too. */
        final double appliedEach;

        Healing(String type, Edit edit) {
            this.edit = edit;
            world = new World(
                    SEED,
                    new World.Settings(
                            WRITERS,
                            new Ports.Crypto(
                                    new KeyedHashSignatures(),
                                    new NoiseHandshakes(),
                                    new AesGcmSealing(),
                                    new JpakeExchanges()),
                            new TreeMap<>(Map.of(
                                    ModelId.of(ObjectItem.TYPE, "1.1.0"),
                                    object,
                                    ModelId.of(TextItem.TYPE, "1.0.0"),
                                    text)),
                            false));
            world.nodes()
                    .forEach(from -> world.nodes().stream()
                            .filter(to -> to != from)
                            .forEach(to -> world.network().link(from.name(), to.name(), Link.PERFECT)));
            world.assemble();
            world.connectAll();
            List<ItemId> created = new ArrayList<>();
            world.await(party(world.node(0))
                    .write(batch -> created.add(batch.create(type, ItemId.ROOT)))
                    .durable());
            item = created.get(0);
            agree();
            world.nodes().forEach(node -> world.cutOff(List.of(node)));
            world.nodes().forEach(this::write);
            long startNs = System.nanoTime();
            world.rejoin();
            world.connectAll();
            agree();
            seconds = (System.nanoTime() - startNs) / NS_PER_S;
            appliedEach = (double) (object.applied() + text.applied()) / (WRITERS * WRITERS * MESSAGES);
        }

        private static Party party(SimNode node) {
            return node.party().orElseThrow();
        }

        private void write(SimNode node) {
            Receipt last = party(node).write(batch -> edit.of(batch, item, 0));
            for (int i = 1; i < MESSAGES; i++) {
                int number = i;
                last = party(node).write(batch -> edit.of(batch, item, number));
                if (i % BURST == 0) {
                    world.pass(1);
                }
            }
            world.await(last.durable());
        }

        private void agree() {
            if (!world.converges(PATIENCE_MS)) {
                throw new IllegalStateException("the nodes do not agree");
            }
        }
    }
}
