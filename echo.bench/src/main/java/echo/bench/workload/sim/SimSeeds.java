package echo.bench.workload.sim;

import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.simulation.run.Campaign;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A campaign on all processors: how many of its worlds, of 3 to 7 peers and 200 to 2,000 writes, a second does. */
public final class SimSeeds implements Workload {
    private static final int RUNS = 5;
    private static final int SEEDS = 80;
    private static final int STANDARD = 2_000;
    private static final double NS_PER_S = 1e9;
    private static final double S_PER_MIN = 60;

    @Override
    public String name() {
        return "sim.seeds";
    }

    @Override
    public String says() {
        return "a campaign of whole worlds on all processors; seeds/s";
    }

    @Override
    public Figure measure(Path scratch) {
        List<Double> rates = new ArrayList<>();
        play(1);
        for (int run = 1; run <= RUNS; run++) {
            long startNs = System.nanoTime();
            play(1 + (long) run * SEEDS);
            rates.add(SEEDS * NS_PER_S / (System.nanoTime() - startNs));
        }
        rates.sort(null);
        double minutes = STANDARD / rates.get(RUNS / 2) / S_PER_MIN;
        int processors = Runtime.getRuntime().availableProcessors();
        return new Figure(name(), "seeds/s", rates, Map.of("processors", (double) processors, "for_2000_min", minutes));
    }

    private static void play(long first) {
        Campaign campaign = new Campaign();
        campaign.play(first, seed -> seed < first + SEEDS);
        if (!campaign.failures().isEmpty()) {
            throw new IllegalStateException("failed: " + campaign.failures().get(0));
        }
    }
}
