package echo.bench.workload;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.transport.Address;
import echo.api.value.Value;
import echo.bench.measure.Figure;
import echo.bench.measure.Samples;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import echo.bench.node.PeerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the call that writes on A to the query that shows it on B: two processes, files, TCP over loopback, Noise, one write
 * at a time. On the way lie two forces, A's and B's, one after the other.
 */
public final class LiveLatency implements Workload {
    private static final int WARM_UP = 2_000;
    private static final int RUNS = 5;
    private static final int WRITES = 400;
    private static final long INVITED_MS = 60_000;

    @Override
    public String name() {
        return "live.latency";
    }

    @Override
    public String says() {
        return "a write on A is visible to a query on B, two processes over loopback TCP; p50 in ms";
    }

    @Override
    public Figure measure(Path scratch) throws Exception {
        try (BenchNode a = new BenchNode(scratch.resolve("a"))) {
            BenchNode.await(a.echo().listen(Address.parse("127.0.0.1:0")));
            Party party = BenchNode.await(a.echo().create("bench"));
            BenchNode.await(party.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT))
                    .durable());
            ItemId item = party.view().children(ItemId.ROOT).get(0).id();
            String code = BenchNode.await(party.invite(INVITED_MS));
            try (PeerProcess b = PeerProcess.start(scratch.resolve("b"), code)) {
                return figure(new Line(party, item, b), scratch);
            }
        }
    }

    private Figure figure(Line line, Path scratch) throws IOException, InterruptedException {
        line.send(WARM_UP);
        Samples all = new Samples();
        List<Double> medians = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            Samples samples = line.send(WRITES);
            medians.add(samples.percentileMs(50));
            all.addAll(samples);
        }
        Samples forces = Bare.forces(scratch, WRITES);
        Bare.roundTrips(WARM_UP);
        return new Figure(
                name(),
                "ms",
                medians,
                Map.of(
                        "p99_ms", all.percentileMs(99),
                        "p99.9_ms", all.percentileMs(99.9),
                        "bare_force_p50_ms", forces.percentileMs(50),
                        "bare_force_p99_ms", forces.percentileMs(99),
                        "bare_tcp_round_trip_p50_ms", Bare.roundTrips(WRITES).percentileMs(50)));
    }

    /** The writer on A and the watcher on B. */
    private static final class Line {
        private final Party party;
        private final ItemId item;
        private final PeerProcess peer;
        private long number;

        Line(Party party, ItemId item, PeerProcess peer) {
            this.party = party;
            this.item = item;
            this.peer = peer;
        }

        /** Writes {@code count} numbers, each when B has seen the one before. */
        Samples send(int count) throws IOException {
            Samples samples = new Samples();
            for (int i = 0; i < count; i++) {
                number++;
                long startNs = System.nanoTime();
                party.write(batch -> batch.edit(item, ObjectItem.class).set(PeerProcess.NUMBER, Value.of(number)));
                samples.add(peer.await(number).atNs() - startNs);
            }
            return samples;
        }
    }
}
