package echo.simulation.fault.network;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
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
    public boolean strike(World world, SplittableRandom random) {
        List<SimNode> group =
                world.nodes().stream().filter(node -> random.nextBoolean()).toList();
        boolean parts = !group.isEmpty() && group.size() < world.nodes().size();
        if (parts) {
            world.endAfter(random.nextLong(longestMs), world.cutOff(group));
        }
        return parts;
    }
}
