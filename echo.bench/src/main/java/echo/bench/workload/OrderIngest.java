package echo.bench.workload;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.value.Value;
import echo.bench.measure.CpuTime;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import echo.bench.node.StoredParty;
import echo.codec.Links;
import echo.pipeline.Event;
import echo.pipeline.PartyEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From blocks that were verified before, as a node finds them in its store when it starts, to the state that queries see: links
 * checked, messages read, ordered, applied. One writer, 100 items. Beside: the links' SHA-256 alone.
 */
public final class OrderIngest implements Workload {
    private static final int RUNS = 5;
    private static final int MESSAGES = 200_000;
    private static final int ITEMS = 100;
    private static final double NS_PER_S = 1e9;

    @Override
    public String name() {
        return "order.ingest";
    }

    @Override
    public String says() {
        return "200,000 stored messages of one writer to the visible state; messages/s";
    }

    @Override
    public Figure measure(Path scratch) throws Exception {
        PartyKey party = write(scratch);
        List<Run> stored = new ArrayList<>();
        StoredParty.read(scratch, party, stored::add);
        List<Double> ingested = new ArrayList<>();
        List<Double> hashed = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            double messages = MESSAGES * NS_PER_S / ingest(scratch, party, stored);
            double links = MESSAGES * NS_PER_S / hash(stored);
            if (run > 0) { // the first warms up
                ingested.add(messages);
                hashed.add(links);
            }
        }
        double hashMedian = new Figure("sha-256", "", hashed, Map.of()).value();
        return new Figure(name(), "messages/s", ingested, Map.of("bare_sha256_links/s", hashMedian));
    }

    private static PartyKey write(Path scratch) throws Exception {
        try (BenchNode node = new BenchNode(scratch)) {
            Party party = BenchNode.await(node.echo().create("bench"));
            List<ItemId> items = new ArrayList<>();
            Receipt last = party.write(batch -> {
                for (int i = 0; i < ITEMS; i++) {
                    items.add(batch.create(ObjectItem.TYPE, ItemId.ROOT));
                }
            });
            BenchNode.await(last.durable());
            for (int i = 1; i < MESSAGES; i++) {
                int number = i;
                last = party.write(batch -> batch.edit(items.get(number % ITEMS), ObjectItem.class)
                        .set("p" + number % 10, Value.of(number)));
            }
            BenchNode.await(last.durable());
            return party.key();
        }
    }

    private static long ingest(Path scratch, PartyKey party, List<Run> stored) {
        PartyEngine engine = StoredParty.newEngine(scratch, party);
        long startNs = CpuTime.ofThreadNs();
        stored.forEach(run -> engine.handle(new Event.Restored(run)));
        engine.handle(new Event.Flush(0));
        long elapsedNs = CpuTime.ofThreadNs() - startNs;
        long applied = engine.applied().totalLength();
        if (applied != MESSAGES) {
            throw new IllegalStateException(applied + " messages were applied, not " + MESSAGES);
        }
        return elapsedNs;
    }

    private static long hash(List<Run> stored) {
        Extent end = Extent.EMPTY;
        long startNs = CpuTime.ofThreadNs();
        for (Run run : stored) {
            FeedKey feed = run.head().feed();
            for (Bytes payload : run.payloads()) {
                end = Links.append(feed, end, payload);
            }
        }
        long elapsedNs = CpuTime.ofThreadNs() - startNs;
        if (end.equals(Extent.EMPTY)) {
            throw new IllegalStateException("there was nothing to hash");
        }
        return elapsedNs;
    }
}
