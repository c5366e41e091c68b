package echo.simulation.fault.network;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * What one node sends does not reach another; what that one sends arrives.
 *
 * @param longestMs how long, at most
 */
public record OneWay(long longestMs) implements Fault {
    @Override
    public String name() {
        return "one-way";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        SimNode from = world.any(random);
        SimNode to = world.another(from, random);
        world.endAfter(random.nextLong(longestMs), world.cut(from, to));
        return from != to;
    }
}
