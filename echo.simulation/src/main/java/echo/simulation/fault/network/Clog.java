package echo.simulation.fault.network;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * For a while what one node sends to another is held up on its way, and then arrives all at once; what that one sends passes.
 *
 * @param longestMs how long, at most
 */
public record Clog(long longestMs) implements Fault {
    @Override
    public String name() {
        return "clog";
    }

    @Override
    public void strike(World world, SplittableRandom random) {
        world.network().clog(world.any(random).name(), world.any(random).name(), random.nextLong(longestMs));
    }
}
