package echo.bench.workload.sim;

import echo.bench.measure.CpuTime;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.simulation.fault.Faults;
import echo.simulation.run.Plan;
import echo.simulation.run.Play;
import echo.simulation.run.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A fixed world of five peers and a thousand writes under faults, on one thread: how many of its events a second of CPU time
 * does. An event is a task of the world's queue: a frame arrives, a timer ends, a node's loop takes its next step. Checkers watch.
 * Beside: the same by the wall clock, with the pauses of the garbage collector.
 */
public final class SimEvents implements Workload {
    private static final int PEERS = 5;
    private static final int WRITES = 1_000;
    private static final long WORLD = 7;
    private static final int RUNS = 7;

    /** Other worlds before it, so that compilers have seen more than the one. */
    private static final int WARM_UPS = 120;

    private static final double NS_PER_S = 1e9;

    @Override
    public String name() {
        return "sim.events";
    }

    @Override
    public String says() {
        return "a simulated world of 5 peers and 1,000 writes, one thread; events/s of CPU time";
    }

    @Override
    public Figure measure(Path scratch) {
        for (int other = 1; other <= WARM_UPS; other++) {
            play(WORLD + other);
        }
        List<Double> rates = new ArrayList<>();
        List<Double> byWall = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            long startNs = System.nanoTime();
            long startCpuNs = CpuTime.ofThreadNs();
            double events = play(WORLD);
            rates.add(events * NS_PER_S / (CpuTime.ofThreadNs() - startCpuNs));
            byWall.add(events * NS_PER_S / (System.nanoTime() - startNs));
        }
        double wall = new Figure("wall", "events/s", byWall, Map.of()).value();
        return new Figure(name(), "events/s", rates, Map.of("by_the_wall_clock/s", wall));
    }

    private static long play(long seed) {
        Verdict verdict = Play.of(Plan.of(seed, PEERS, WRITES, Faults.MENDING));
        verdict.failure().ifPresent(failure -> {
            throw new IllegalStateException("seed " + seed + " failed: " + failure);
        });
        return verdict.events();
    }
}
