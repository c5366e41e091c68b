package echo.bench.workload;

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

/** One fixed world of five peers and a thousand writes under faults, on one thread: how many of its events a second does. */
public final class SimEvents implements Workload {
    private static final int RUNS = 5;
    private static final Plan WORLD = Plan.of(7, 5, 1_000, Faults.MENDING);
    private static final double NS_PER_S = 1e9;

    @Override
    public String name() {
        return "sim.events";
    }

    @Override
    public String says() {
        return "a simulated world of 5 peers and 1,000 writes, one thread; events/s";
    }

    @Override
    public Figure measure(Path scratch) {
        List<Double> rates = new ArrayList<>();
        double events = 0;
        double seconds = 0;
        for (int run = 0; run <= RUNS; run++) {
            long startNs = System.nanoTime();
            Verdict verdict = Play.of(WORLD);
            seconds = (System.nanoTime() - startNs) / NS_PER_S;
            verdict.failure().ifPresent(failure -> {
                throw new IllegalStateException("the world failed: " + failure);
            });
            events = verdict.events();
            if (run > 0) { // the first warms up
                rates.add(events / seconds);
            }
        }
        return new Figure(name(), "events/s", rates, Map.of("events", events, "last_run_s", seconds));
    }
}
