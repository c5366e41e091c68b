package echo.simulation.bugs;

import echo.simulation.run.KeptSeeds;
import echo.simulation.run.Plan;
import echo.simulation.run.Play;
import echo.simulation.run.Verdict;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Plays worlds inside a {@link BugLoader}: the only class that knows how. From a seed it gives what was wrong (empty when all
 * promises held) and the hash of the trace, the numbers below zero being those that are kept; asked for a number, how often changed methods were called.
 */
public final class SeedPlayer implements LongFunction<List<String>>, LongSupplier {
    @Override
    public List<String> apply(long seed) {
        Verdict verdict = Play.of(seed < 0 ? KeptSeeds.all().get((int) ~seed).plan() : Plan.of(seed));
        return List.of(verdict.failure().orElse(""), verdict.trace().toString());
    }

    @Override
    public long getAsLong() {
        return Reached.calls();
    }
}
