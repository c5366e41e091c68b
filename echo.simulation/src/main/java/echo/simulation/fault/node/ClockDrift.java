package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimClock;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A node's monotonic clock runs too fast or too slow from now on.
 *
 * @param most how many times, at most
 */
public record ClockDrift(double most) implements Fault {
    private static final long LONGEST_MS = 600_000;

    @Override
    public String name() {
        return "clock-drift";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        double rate = 1 + random.nextDouble() * (most - 1);
        SimClock clock = world.any(random).clock();
        Runnable end = clock.drift(random.nextBoolean() ? rate : 1 / rate);
        world.endAfter(random.nextLong(LONGEST_MS), end);
        return true;
    }
}
