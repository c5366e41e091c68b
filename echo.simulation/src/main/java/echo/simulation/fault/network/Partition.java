package echo.simulation.fault.network;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A group of nodes is cut off from the rest.
 *
 * @param longestMs how long, at most
 */
public record Partition(long longestMs) implements Fault {
    @Override
    public String name() {
        return "partition";
    }

    @Override
    public void strike(World world, SplittableRandom random) {
        world.cutOff(world.nodes().stream().filter(node -> random.nextBoolean()).toList());
        world.endAfter(random.nextLong(longestMs), world::rejoin);
    }
}
