package echo.simulation.bugs;

import echo.simulation.run.Plan;
import echo.simulation.run.Play;
import echo.simulation.run.Shrinker;
import echo.simulation.run.Verdict;
import java.util.function.LongFunction;

/** Makes what is left of a seed that fails inside a {@link BugLoader}: the plan, in Java, and what it breaks. */
public final class SeedShrinker implements LongFunction<String> {
    private static final int BUDGET = 300;

    @Override
    public String apply(long seed) {
        Verdict smallest = Shrinker.shrink(Play.of(Plan.of(seed)), BUDGET);
        return smallest.plan().source() + "\n" + smallest.failure().orElse("all promises held");
    }
}
