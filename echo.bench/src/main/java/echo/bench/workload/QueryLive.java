package echo.bench.workload;

import static echo.api.query.Property.property;

import com.sun.management.OperatingSystemMXBean;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Party.Subscription;
import echo.api.query.Condition;
import echo.api.query.Query;
import echo.api.value.Value;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * What 100 watched queries cost that a write does not concern: processor time of a write, made durable one by one, with them
 * over that without. They ask for another value of the very property that is written. Beside: with queries for a range of
 * it, which have to be tried; with queries for a link of a type that every item has, to another target; and processor time of a
 * write without any.
 */
public final class QueryLive implements Workload {
    private static final int RUNS = 9;
    private static final int WARM_UP = 4;
    private static final int WRITES = 1_500;
    private static final int QUERIES = 100;
    private static final int ITEMS = 1_000;
    private static final double NS_PER_US = 1e3;
    private static final String OWNER = "owned.by";
    private static final Value.MapValue NO_PROPERTIES = new Value.MapValue(new TreeMap<>());

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Override
    public String name() {
        return "query.live";
    }

    @Override
    public String says() {
        return "processor time of a write with 100 watched queries that it does not concern, over that with none; ratio";
    }

    @Override
    public Figure measure(Path scratch) throws Exception {
        try (BenchNode node = new BenchNode(scratch)) {
            Party party = BenchNode.await(node.echo().create("bench"));
            List<ItemId> items = new ArrayList<>();
            BenchNode.await(party.write(batch -> {
                        for (int i = 0; i < ITEMS; i++) {
                            items.add(batch.create(ObjectItem.TYPE, ItemId.ROOT));
                            batch.link(items.get(i), OWNER, ItemReference.to(items.get(0)), NO_PROPERTIES);
                        }
                    })
                    .durable());
            List<Double> equal = new ArrayList<>();
            List<Double> ranges = new ArrayList<>();
            List<Double> links = new ArrayList<>();
            List<Double> bare = new ArrayList<>();
            for (int run = 0; run < WARM_UP + RUNS; run++) {
                double none = write(party, items);
                double one = watched(party, items, i -> property("owner").is("nobody " + i));
                double range = watched(party, items, i -> property("owner").lessThan(Value.of("a" + i)));
                double link = watched(party, items, i -> Condition.hasTarget(OWNER, items.get(1 + i)));
                none = (none + write(party, items)) / 2;
                if (run >= WARM_UP) {
                    equal.add(one / none);
                    ranges.add(range / none);
                    links.add(link / none);
                    bare.add(none);
                }
            }
            return new Figure(
                    name(),
                    "ratio",
                    equal,
                    Map.of(
                            "ranges_ratio",
                            median(ranges),
                            "links_ratio",
                            median(links),
                            "write_without_cpu_us",
                            median(bare)));
        }
    }

    private static double median(List<Double> values) {
        return new Figure("", "", values, Map.of()).value();
    }

    /** As {@link #write}, while queries of these conditions are watched. */
    private double watched(Party party, List<ItemId> items, IntFunction<Condition> conditions) throws Exception {
        List<Subscription> subscriptions = new ArrayList<>();
        try {
            for (int i = 0; i < QUERIES; i++) {
                CompletableFuture<Boolean> begun = new CompletableFuture<>();
                Query query = Query.items().type(ObjectItem.TYPE).where(conditions.apply(i));
                subscriptions.add(party.watch(query, change -> {
                    if (!change.added().isEmpty()) {
                        throw new IllegalStateException(query + " is concerned");
                    }
                    begun.complete(true);
                }));
                BenchNode.await(begun);
            }
            return write(party, items);
        } finally {
            subscriptions.forEach(Subscription::close);
        }
    }

    /** Processor time of this process for one write, in us. */
    private double write(Party party, List<ItemId> items) throws Exception {
        long startNs = system.getProcessCpuTime();
        for (int i = 0; i < WRITES; i++) {
            ItemId item = items.get(i % ITEMS);
            Value value = Value.of("owner " + i);
            BenchNode.await(
                    party.write(batch -> batch.edit(item, ObjectItem.class).set("owner", value))
                            .durable());
        }
        return (system.getProcessCpuTime() - startNs) / NS_PER_US / WRITES;
    }
}
