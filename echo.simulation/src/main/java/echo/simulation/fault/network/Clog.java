package echo.simulation.fault.network;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
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
    public boolean strike(World world, SplittableRandom random) {
        SimNode from = world.any(random);
        SimNode to = world.another(from, random);
        world.network().clog(from.name(), to.name(), random.nextLong(longestMs));
        return from != to;
    }
}
