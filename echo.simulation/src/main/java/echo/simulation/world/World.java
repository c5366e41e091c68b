package echo.simulation.world;

import echo.api.crypto.SignatureScheme;
import echo.api.party.Party;
import echo.simulation.disk.Survival;
import echo.simulation.network.SimNetwork;
import echo.simulation.world.SimNode.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Some nodes, a network, one clock, one seed. Everything that happens is a function of the seed and of what the caller does.
 *
 * <p>One thread.
 */
public final class World {
    private static final long HOUR_MS = 3_600_000;
    private static final long PATIENCE_MS = 60_000;

    private final SplittableRandom random;
    private final SimTime time = new SimTime();
    private final Trace trace = new Trace(time);
    private final SimNetwork network;
    private final List<SimNode> nodes = new ArrayList<>();

    /** A world of {@code peers} nodes, all up, none knowing another. */
    public World(long seed, int peers, SignatureScheme signatures) {
        random = new SplittableRandom(seed);
        network = new SimNetwork(time, random.split());
        for (int i = 0; i < peers; i++) {
            long clockErrorMs = random.nextLong(-24 * 400 * HOUR_MS, 24 * 400 * HOUR_MS);
            Setup setup = new Setup(signatures, trace, random.nextLong(), clockErrorMs);
            SimNode node = new SimNode("n" + i, time, network, setup);
            nodes.add(node);
            node.start();
        }
    }

    public SplittableRandom random() {
        return random;
    }

    public SimTime time() {
        return time;
    }

    public SimNetwork network() {
        return network;
    }

    public Trace trace() {
        return trace;
    }

    public List<SimNode> nodes() {
        return List.copyOf(nodes);
    }

    public SimNode node(int index) {
        return nodes.get(index);
    }

    /** The first node starts a party, and all others join it with codes. */
    public void assemble() {
        await(node(0).node().create("simulated"));
        for (SimNode joiner : nodes.subList(1, nodes.size())) {
            await(joiner.node().join(await(node(0).party().orElseThrow().invite(HOUR_MS))));
        }
    }

    /** Every node keeps a connection to every other. */
    public void connectAll() {
        for (SimNode from : nodes) {
            connectToOthers(from);
        }
    }

    /** {@code from} keeps a connection to every other node. */
    public void connectToOthers(SimNode from) {
        nodes.stream()
                .filter(to -> !to.name().equals(from.name()))
                .forEach(to -> from.node().connect(to.address()));
    }

    /** Lets time pass until {@code stage} is complete, and gives what it gives. */
    public <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> result = stage.toCompletableFuture();
        long deadline = time.nowMs() + PATIENCE_MS;
        while (!result.isDone()) {
            if (time.nowMs() > deadline) {
                throw new IllegalStateException("nothing came of it within " + PATIENCE_MS + " ms");
            }
            time.pass(1);
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("it failed", e.getCause());
        }
    }

    /** Ends all faults, starts what is down and connects all with all. */
    public void heal() {
        network.calm();
        for (SimNode node : nodes) {
            if (!node.isUp()) {
                node.start();
            }
        }
        connectAll();
    }

    /** Cuts the power of {@code node}, which is up; its disk keeps a random part of what it had not forced. */
    public void crash(SimNode node) {
        node.crash(Survival.prefix(random));
    }

    /** Lets time pass until all nodes hold the same, at most {@code patienceMs}; whether they then do. */
    public boolean converges(long patienceMs) {
        long deadline = time.nowMs() + patienceMs;
        while (time.nowMs() < deadline && !agrees()) {
            time.pass(100);
        }
        return agrees();
    }

    /** Whether all nodes have applied the same messages, hold none back, and show the same state. */
    public boolean agrees() {
        Optional<Party> first = node(0).party();
        return first.isPresent() && nodes.stream().allMatch(node -> agrees(node, first.get()));
    }

    private static boolean agrees(SimNode node, Party first) {
        return node.party()
                .filter(party -> party.status().heldCount() == 0
                        && party.view().timeframe().equals(first.view().timeframe())
                        && party.view().stateHash().equals(first.view().stateHash()))
                .isPresent();
    }
}
