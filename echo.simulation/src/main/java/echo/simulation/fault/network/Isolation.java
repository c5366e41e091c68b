package echo.simulation.fault.network;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One node is cut off from all others.
 *
 * @param longestMs how long, at most
 */
public record Isolation(long longestMs) implements Fault {
    @Override
    public String name() {
        return "isolation";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        world.endAfter(random.nextLong(longestMs), world.cutOff(List.of(world.any(random))));
        return world.nodes().size() > 1;
    }
}
