package echo.simulation.fault.network;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.ArrayList;
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
    public void strike(World world, SplittableRandom random) {
        List<String> group = new ArrayList<>();
        world.nodes().stream().filter(node -> random.nextBoolean()).forEach(node -> group.add(node.name()));
        world.network().partition(group);
        world.endAfter(random.nextLong(longestMs), () -> world.network().heal());
    }
}
