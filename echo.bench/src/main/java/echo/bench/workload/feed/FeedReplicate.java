package echo.bench.workload.feed;

import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.transport.Address;
import echo.api.value.Value;
import echo.bench.measure.CpuTime;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import echo.bench.node.JoiningPeer;
import echo.bench.node.ManyDevices;
import echo.bench.node.StoredParty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A second process joins a party of 100,000 blocks over loopback TCP with Noise: once it knows who belongs, it fetches, verifies,
 * stores, orders and applies, until all of it is durable and visible. Party after party, so that compilers have seen it. Beside: the
 * processor time that each of the two processes spends on a block.
 */
public final class FeedReplicate implements Workload {
    private static final int RUNS = 7;
    private static final int WARM_UPS = 50;
    private static final int WARM_UPS_OF_MANY = 12;
    private static final int BLOCKS = 100_000;
    private static final int RUN = 1_000;
    private static final int DEVICES = 1_000;
    private static final long INVITED_MS = 60_000;
    private static final double NS_PER_S = 1e9;
    private static final double NS_PER_US = 1e3;

    /** Makes the block of a write 100 bytes. */
    private static final String VALUE = "x".repeat(49);

    private final String name;
    private final boolean many;
    private final int warmUps;

    private FeedReplicate(String name, boolean many) {
        this.name = name;
        this.many = many;
        this.warmUps = many ? WARM_UPS_OF_MANY : WARM_UPS;
    }

    /** Blocks of one feed, in runs of at most 1,000. */
    public static Workload one() {
        return new FeedReplicate("feed.replicate", false);
    }

    /** The same number of blocks in 1,000 feeds. */
    public static Workload many() {
        return new FeedReplicate("feed.replicate.many", true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String says() {
        return "a second process joins a party of 100,000 blocks in " + (many ? "1,000 feeds" : "one feed")
                + ", loopback TCP; durable and visible blocks/s";
    }

    @Override
    public Figure measure(Path scratch) throws Exception {
        Path data = scratch.resolve("a");
        List<PartyKey> parties = parties(data);
        List<Double> rates = new ArrayList<>();
        List<Double> spent = new ArrayList<>();
        List<Double> given = new ArrayList<>();
        try (BenchNode a = new BenchNode(data);
                JoiningPeer b = JoiningPeer.start(scratch.resolve("b"))) {
            BenchNode.await(a.echo().listen(Address.parse("127.0.0.1:0")));
            for (PartyKey key : parties) {
                Party party = a.echo().party(key).orElseThrow();
                String code = BenchNode.await(party.invite(INVITED_MS));
                long blocks = party.view().timeframe().totalLength();
                long startCpuNs = CpuTime.ofProcessNs();
                JoiningPeer.Joined joined = b.join(code, blocks);
                given.add((CpuTime.ofProcessNs() - startCpuNs) / NS_PER_US / blocks);
                rates.add(blocks * NS_PER_S / joined.ns());
                spent.add(joined.cpuNs() / NS_PER_US / blocks);
            }
        }
        long[] sizes = new long[2];
        StoredParty.read(
                data,
                parties.get(0),
                run -> run.payloads().forEach(payload -> {
                    sizes[0]++;
                    sizes[1] += payload.size();
                }));
        return new Figure(
                name(),
                "blocks/s",
                measured(rates),
                Map.of(
                        "block_bytes",
                        (double) sizes[1] / sizes[0],
                        "cpu_of_a_block_us",
                        median(spent),
                        "senders_cpu_of_a_block_us",
                        median(given)));
    }

    private List<Double> measured(List<Double> all) {
        return all.subList(warmUps, all.size());
    }

    private double median(List<Double> all) {
        return new Figure("cpu", "us", measured(all), Map.of()).value();
    }

    private List<PartyKey> parties(Path data) throws Exception {
        List<PartyKey> parties = new ArrayList<>();
        try (BenchNode node = new BenchNode(data)) {
            for (int i = 0; i < warmUps + RUNS; i++) {
                parties.add(party(node));
            }
        }
        if (many) {
            for (PartyKey party : parties) {
                ManyDevices.add(data, party, DEVICES, BLOCKS / DEVICES);
            }
        }
        return parties;
    }

    private PartyKey party(BenchNode node) throws Exception {
        Party party = BenchNode.await(node.echo().create("bench"));
        BenchNode.await(
                party.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT)).durable());
        if (many) {
            return party.key();
        }
        ItemId item = party.view().children(ItemId.ROOT).get(0).id();
        for (int from = 0; from < BLOCKS; from += RUN) {
            for (int i = 1; i < RUN; i++) {
                write(party, item, from + i);
            }
            BenchNode.await(write(party, item, from + RUN).durable());
        }
        return party.key();
    }

    private static Receipt write(Party party, ItemId item, int number) {
        Value value = Value.of(VALUE + number);
        return party.write(batch -> batch.edit(item, ObjectItem.class).set("n", value));
    }
}
