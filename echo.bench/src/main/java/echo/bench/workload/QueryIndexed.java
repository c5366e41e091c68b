package echo.bench.workload;

import static echo.api.query.Property.property;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Selection;
import echo.api.party.View;
import echo.api.query.Query;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * A query by type and an indexed property that finds 10 of 100,000 items, in the order of siblings. Beside: the first 20 of half
 * of all, sorted by the property; the same without an index; a TreeMap from values to items.
 */
public final class QueryIndexed implements Workload {
    private static final int ITEMS = 100_000;
    private static final int FOUND = 10;
    private static final int VALUES = ITEMS / FOUND;
    private static final int BATCH = 500;
    private static final int RUNS = 7;
    private static final int QUERIES = 5_000;
    private static final int PAGE = 20;
    private static final int SCANS = 3;
    private static final double NS_PER_US = 1e3;

    @Override
    public String name() {
        return "query.indexed";
    }

    @Override
    public String says() {
        return "a query by an indexed property that finds 10 of 100,000 items; processor time in us";
    }

    @Override
    public Figure measure(java.nio.file.Path scratch) throws Exception {
        try (BenchNode node = new BenchNode(scratch)) {
            Party party = BenchNode.await(node.echo().create("bench"));
            Map<Long, List<ItemId>> plain = fill(party);
            Query one = Query.parse("(&(@type=echo.object)(number=7))");
            double scan = median(SCANS, 1, i -> found(party.view(), one, FOUND));
            long startNs = System.nanoTime();
            BenchNode.await(party.index(ObjectItem.TYPE, Path.of("number")));
            double builtMs = (System.nanoTime() - startNs) / NS_PER_US / 1e3;
            View view = party.view();
            Query page = Query.parse("(&(@type=echo.object)(number>=" + VALUES / 2 + ")) order number limit " + PAGE);
            List<Double> runs = runs(RUNS, QUERIES, i -> found(view, by(i), FOUND));
            return new Figure(
                    name(),
                    "us",
                    runs,
                    Map.of(
                            "first_20_of_50000_us",
                            median(RUNS, QUERIES, i -> found(view, page, PAGE)),
                            "scan_us",
                            scan,
                            "index_built_ms",
                            builtMs,
                            "bare_treemap_us",
                            median(RUNS, QUERIES, i -> look(plain, i))));
        }
    }

    private static Query by(int i) {
        return Query.items().type(ObjectItem.TYPE).where(property("number").is(i % VALUES));
    }

    private static Map<Long, List<ItemId>> fill(Party party) throws Exception {
        Map<Long, List<ItemId>> plain = new TreeMap<>();
        for (int from = 0; from < ITEMS; from += BATCH) {
            int first = from;
            BenchNode.await(party.write(batch -> {
                        for (int i = first; i < first + BATCH; i++) {
                            long number = i % VALUES;
                            ItemId item = batch.create(ObjectItem.TYPE, ItemId.ROOT);
                            ObjectItem object = batch.edit(item, ObjectItem.class);
                            object.set("number", Value.of(number));
                            object.set("name", Value.of("item " + i));
                            plain.computeIfAbsent(number, it -> new ArrayList<>())
                                    .add(item);
                        }
                    })
                    .durable());
        }
        return plain;
    }

    private static long found(View view, Query query, int expected) {
        Selection selection = view.select(query);
        if (selection.items().size() != expected) {
            throw new IllegalStateException(
                    query + " found " + selection.items().size() + ", not " + expected);
        }
        return selection.plan().candidates();
    }

    private static long look(Map<Long, List<ItemId>> plain, int i) {
        return new ArrayList<>(plain.getOrDefault((long) i % VALUES, List.of())).size();
    }

    private static double median(int runs, int times, IntToLongFunction work) {
        return new Figure("", "", runs(runs, times, work), Map.of()).value();
    }

    /** Processor time of one call in us, for each run but the first, which warms up. */
    private static List<Double> runs(int runs, int times, IntToLongFunction work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Double> all = new ArrayList<>();
        long sum = 0;
        for (int run = 0; run <= runs; run++) {
            long startNs = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < times; i++) {
                sum += work.applyAsLong(i);
            }
            double eachUs = (threads.getCurrentThreadCpuTime() - startNs) / NS_PER_US / times;
            if (run > 0) {
                all.add(eachUs);
            }
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was looked at");
        }
        return all;
    }
}
