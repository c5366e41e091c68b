package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A node stands still, as a machine that is suspended.
 *
 * @param longestMs how long, at most
 */
public record Pause(long longestMs) implements Fault {
    @Override
    public String name() {
        return "pause";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        SimNode node = world.any(random);
        if (node.isUp()) {
            node.pause();
            world.endAfter(random.nextLong(longestMs), node::resume);
        }
        return node.isUp();
    }
}
