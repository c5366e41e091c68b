package echo.simulation.world;

import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.crypto.SignatureScheme;
import echo.api.feed.Timeframe;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One world from its seed to its verdict: peers write while faults strike, then all faults stop and the world must converge
 * (P1), with everything that was acknowledged still there (P2).
 *
 * @param seed what everything follows from
 * @param peers number of nodes, at least 2
 * @param operations number of writes
 */
public record Run(long seed, int peers, int operations) {
    private static final long PATIENCE_MS = 60_000;

    /** A run whose size follows from the seed too: 3 to 5 peers, 20 to 200 writes. */
    public static Run of(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        return new Run(seed, 3 + random.nextInt(3), 20 + random.nextInt(181));
    }

    /**
     * What came of a run.
     *
     * @param failure what was wrong; empty when all promises held
     * @param faults the kinds of fault that were on
     * @param trace hash over all that happened
     * @param tail the last lines of what happened
     * @param simulatedMs the world's time at its end
     * @param events tasks that the world ran
     */
    public record Verdict(
            Run run,
            Optional<String> failure,
            List<Fault> faults,
            Hash trace,
            List<String> tail,
            long simulatedMs,
            long events) {}

    /** Lets the world run. */
    public Verdict play(SignatureScheme signatures) {
        World world = new World(seed, peers, signatures);
        List<Fault> faults = Fault.swarm(world.random());
        Writer writer = new Writer(world.random().split());
        Optional<String> failure;
        try {
            world.assemble();
            world.connectAll();
            disturb(world, writer, faults);
            world.heal();
            failure = verdict(world, writer);
        } catch (RuntimeException e) {
            failure = Optional.of(
                    e + " at " + List.of(e.getStackTrace()).stream().limit(6).toList());
        }
        return new Verdict(
                this,
                failure,
                faults,
                world.trace().hash(),
                world.trace().tail(),
                world.time().nowMs(),
                world.time().done());
    }

    private void disturb(World world, Writer writer, List<Fault> faults) {
        SplittableRandom random = world.random();
        while (writer.writes() < operations) {
            if (random.nextInt(6) == 0) {
                Fault fault = faults.get(random.nextInt(faults.size()));
                world.trace().note("", "fault", fault.name());
                fault.strike(world);
            } else {
                SimNode node = world.node(random.nextInt(peers));
                node.party().ifPresent(writer::write);
                if (node.party().isEmpty()) {
                    Fault.RESTART.strike(world);
                }
            }
            world.time().pass(random.nextInt(3) == 0 ? random.nextLong(2_000) : random.nextLong(20));
        }
    }

    private Optional<String> verdict(World world, Writer writer) {
        if (!world.converges(PATIENCE_MS)) {
            StringBuilder states = new StringBuilder("no convergence (P1):");
            for (SimNode node : world.nodes()) {
                states.append(' ').append(node.name()).append(' ');
                node.party()
                        .ifPresentOrElse(
                                party -> states.append(party.view().timeframe())
                                        .append(' ')
                                        .append(party.view().stateHash().shortHex())
                                        .append(' ')
                                        .append(party.status().held())
                                        .append(party.status().refused()),
                                () -> states.append("has no party"));
            }
            return Optional.of(states.toString());
        }
        if (!world.network().failures().isEmpty()) {
            return Optional.of("a handler threw (P3): " + world.network().failures());
        }
        Timeframe held = world.node(0).party().orElseThrow().view().timeframe();
        for (var entry : writer.acknowledged().entrySet()) {
            FeedKey feed = entry.getKey();
            if (held.extent(feed).length() < entry.getValue()) {
                return Optional.of("feed " + feed + " was acknowledged to " + entry.getValue() + " and is held to "
                        + held.extent(feed).length() + " (P2)");
            }
        }
        return Optional.empty();
    }
}
