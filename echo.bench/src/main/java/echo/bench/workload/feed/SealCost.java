package echo.bench.workload.feed;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.crypto.Sealing;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.transport.Address;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import echo.bench.node.JoiningPeer;
import echo.bench.node.ManyDevices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What it costs that bodies are sealed: parties of 100,000 blocks are replicated to a second process as in {@link FeedReplicate}, by turns
 * with sealed bodies and with bodies that anybody can read. How much lower the median rate is with sealed ones, in per cent.
 */
public final class SealCost implements Workload {
    private static final int RUNS = 9;
    private static final int WARM_UPS = 25;
    private static final int BLOCKS = 100_000;
    private static final long INVITED_MS = 60_000;
    private static final double NS_PER_S = 1e9;

    @Override
    public String name() {
        return "seal.cost";
    }

    @Override
    public String says() {
        return "how much slower 100,000 sealed blocks replicate than open ones, per cent";
    }

    @Override
    public Figure measure(Path scratch) throws Exception {
        Path data = scratch.resolve("a");
        List<PartyKey> parties = new ArrayList<>();
        try (BenchNode node = new BenchNode(data)) {
            for (int i = 0; i < 2 * (WARM_UPS + RUNS); i++) {
                Party party = BenchNode.await(node.echo().create("bench"));
                BenchNode.await(party.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT))
                        .durable());
                parties.add(party.key());
            }
        }
        for (int i = 0; i < parties.size(); i++) {
            if (i % 2 == 0) {
                ManyDevices.add(data, parties.get(i), 1, BLOCKS);
            } else {
                byte[] key = new byte[Sealing.KEY_SIZE];
                key[0] = (byte) i;
                ManyDevices.addSealed(data, parties.get(i), 1, BLOCKS, Bytes.owning(key));
            }
        }
        List<Double> open = new ArrayList<>();
        List<Double> sealed = new ArrayList<>();
        try (BenchNode a = new BenchNode(data);
                JoiningPeer b = JoiningPeer.start(scratch.resolve("b"))) {
            BenchNode.await(a.echo().listen(Address.parse("127.0.0.1:0")));
            for (int i = 0; i < parties.size(); i++) {
                Party party = a.echo().party(parties.get(i)).orElseThrow();
                String code = BenchNode.await(party.invite(INVITED_MS));
                long blocks = party.view().timeframe().totalLength();
                double rate = blocks * NS_PER_S / b.join(code, blocks).ns();
                (i % 2 == 0 ? open : sealed).add(rate);
            }
        }
        Figure openRate = rate(open);
        Figure sealedRate = rate(sealed);
        List<Double> costs = new ArrayList<>();
        for (int i = WARM_UPS; i < open.size(); i++) {
            costs.add(100 * (1 - sealed.get(i) / openRate.value()));
        }
        return new Figure(
                name(), "%", costs, Map.of("open_blocks/s", openRate.value(), "sealed_blocks/s", sealedRate.value()));
    }

    private static Figure rate(List<Double> all) {
        return new Figure("rate", "blocks/s", all.subList(WARM_UPS, all.size()), Map.of());
    }
}
