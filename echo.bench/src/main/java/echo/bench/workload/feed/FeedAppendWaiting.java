package echo.bench.workload.feed;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.value.Value;
import echo.bench.measure.Figure;
import echo.bench.measure.Samples;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import echo.bench.workload.Bare;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Writers that write one property each and wait until that is durable before they write again, at a whole node on files: intend,
 * seal, keep, order, apply, and the receipt. Beside: one forced append to a bare file, and one signature, which
 * every write that waits for nobody needs.
 */
public final class FeedAppendWaiting implements Workload {
    private static final int RUNS = 5;
    private static final int WARM_UP_MS = 4_000;
    private static final int RUN_MS = 2_000;
    private static final int BARE_FORCES = 400;
    private static final double NS_PER_S = 1e9;
    private static final double MS_PER_S = 1e3;

    private final String name;
    private final int writers;

    private FeedAppendWaiting(String name, int writers) {
        this.name = name;
        this.writers = writers;
    }

    /** One writer: what a single write costs. In ms. */
    public static Workload single() {
        return new FeedAppendWaiting("feed.append.single", 1);
    }

    /** 64 writers, who share forces. In writes/s. */
    public static Workload waiters() {
        return new FeedAppendWaiting("feed.append.waiters", 64);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String says() {
        return writers == 1
                ? "one write after the other, each awaited until it is durable; p50 in ms"
                : writers + " writers, each waiting until its write is durable; writes/s";
    }

    @Override
    public Figure measure(Path scratch) throws Exception {
        try (BenchNode node = new BenchNode(scratch.resolve("node"))) {
            Party party = BenchNode.await(node.echo().create("bench"));
            BenchNode.await(party.write(batch -> {
                        for (int i = 0; i < writers; i++) {
                            batch.create(ObjectItem.TYPE, ItemId.ROOT);
                        }
                    })
                    .durable());
            List<ItemId> items = party.view().children(ItemId.ROOT).stream()
                    .map(item -> item.id())
                    .toList();
            write(party, items, WARM_UP_MS);
            Samples all = new Samples();
            List<Double> runs = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                long startNs = System.nanoTime();
                Samples samples = write(party, items, RUN_MS);
                double seconds = (System.nanoTime() - startNs) / NS_PER_S;
                runs.add(writers == 1 ? samples.percentileMs(50) : samples.count() / seconds);
                all.addAll(samples);
            }
            Samples forces = Bare.forces(scratch, BARE_FORCES);
            return new Figure(
                    name,
                    writers == 1 ? "ms" : "writes/s",
                    runs,
                    Map.of(
                            "p99_ms", all.percentileMs(99),
                            "bare_force_p50_ms", forces.percentileMs(50),
                            "bare_signature_p50_ms",
                                    Bare.signatures(BARE_FORCES).percentileMs(50),
                            "bare_forces_one_by_one/s", MS_PER_S / forces.percentileMs(50)));
        }
    }

    /** Has a thread for each of {@code items} write for {@code durationMs}. */
    private static Samples write(Party party, List<ItemId> items, long durationMs) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(items.size());
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(durationMs);
        List<Future<Samples>> writing = new ArrayList<>();
        for (ItemId item : items) {
            writing.add(threads.submit(() -> write(party, item, endNs)));
        }
        Samples all = new Samples();
        for (Future<Samples> one : writing) {
            all.addAll(one.get());
        }
        threads.shutdown();
        return all;
    }

    private static Samples write(Party party, ItemId item, long endNs) throws Exception {
        Samples samples = new Samples();
        long number = 0;
        for (long startNs = System.nanoTime(); startNs < endNs; startNs = System.nanoTime()) {
            Value value = Value.of(number++);
            BenchNode.await(
                    party.write(batch -> batch.edit(item, ObjectItem.class).set("n", value))
                            .durable());
            samples.add(System.nanoTime() - startNs);
        }
        return samples;
    }
}
