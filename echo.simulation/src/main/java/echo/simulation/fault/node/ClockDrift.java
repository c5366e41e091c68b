package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A node's monotonic clock runs too fast or too slow from now on.
 *
 * @param most how many times, at most
 */
public record ClockDrift(double most) implements Fault {
    @Override
    public String name() {
        return "clock-drift";
    }

    @Override
    public void strike(World world, SplittableRandom random) {
        double rate = 1 + random.nextDouble() * (most - 1);
        world.any(random).clock().drift(random.nextBoolean() ? rate : 1 / rate);
    }
}
