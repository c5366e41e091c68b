package echo.bench.core;

import echo.bench.measure.CpuTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * How often a second one thread does something, by the CPU time that it takes: on a machine that is shared, the wall clock tells
 * of the neighbours too. What other threads do, garbage collection and compilation, is not in it.
 */
public final class CpuRate {
    private static final int WARM_UPS = 3;
    private static final int RUNS = 5;
    private static final double NS_PER_S = 1e9;

    private CpuRate() {}

    /** The rates of some runs, after some that warm up; each does {@code count} things, prepared outside the measurement. */
    public static List<Double> of(long count, Supplier<Runnable> prepared) {
        List<Double> rates = new ArrayList<>();
        for (int run = -WARM_UPS; run < RUNS; run++) {
            Runnable work = prepared.get();
            long startNs = CpuTime.ofThreadNs();
            work.run();
            long elapsedNs = CpuTime.ofThreadNs() - startNs;
            if (run >= 0) {
                rates.add(count * NS_PER_S / elapsedNs);
            }
        }
        return rates;
    }

    /** The median of {@code rates}. */
    public static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }
}
