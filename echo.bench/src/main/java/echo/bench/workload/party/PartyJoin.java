package echo.bench.workload.party;

import echo.api.ItemId;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.transport.Address;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import echo.bench.workload.Bare;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From a code that was typed in to two nodes that are ready: the newcomer shows what was in the party, and what it writes then is
 * visible to the inviter. Files, Noise, TCP over loopback; a node of its own for each run, started before.
 */
public final class PartyJoin implements Workload {
    private static final int WARM_UPS = 5;
    private static final int RUNS = 9;
    private static final int FORCES = 100;
    private static final long INVITED_MS = 60_000;
    private static final double NS_PER_MS = 1e6;

    @Override
    public String name() {
        return "party.join";
    }

    @Override
    public String says() {
        return "join by code over loopback TCP until both sides show what the other has written; p50 in ms";
    }

    @Override
    public Figure measure(Path scratch) throws Exception {
        List<Double> runs = new ArrayList<>();
        try (BenchNode inviter = new BenchNode(scratch.resolve("inviter"))) {
            BenchNode.await(inviter.echo().listen(Address.parse("127.0.0.1:0")));
            Party party = BenchNode.await(inviter.echo().create("bench"));
            write(party);
            for (int run = -WARM_UPS; run < RUNS; run++) {
                double ms = join(party, scratch.resolve("joiner" + run));
                if (run >= 0) {
                    runs.add(ms);
                }
            }
        }
        double force = Bare.forces(scratch, FORCES).percentileMs(50);
        return new Figure(name(), "ms", runs, Map.of("bare_force_p50_ms", force));
    }

    private static double join(Party party, Path data) throws Exception {
        try (BenchNode joiner = new BenchNode(data)) {
            String code = BenchNode.await(party.invite(INVITED_MS));
            long startNs = System.nanoTime();
            Party joined = BenchNode.await(joiner.echo().join(code));
            BenchNode.await(joined.await(party.view().timeframe()));
            BenchNode.await(party.await(write(joined)));
            return (System.nanoTime() - startNs) / NS_PER_MS;
        }
    }

    private static Timeframe write(Party party) throws Exception {
        return BenchNode.await(
                party.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT)).applied());
    }
}
