package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A node's wall clock jumps.
 *
 * @param mostMs how far, at most, forward or back
 */
public record ClockJump(long mostMs) implements Fault {
    @Override
    public String name() {
        return "clock-jump";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        world.any(random).clock().jump(random.nextLong(-mostMs, mostMs));
        return true;
    }
}
