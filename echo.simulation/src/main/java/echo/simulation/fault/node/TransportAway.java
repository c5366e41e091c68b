package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A transport's bundle goes, and comes back.
 *
 * @param longestMs after how long, at most
 */
public record TransportAway(long longestMs) implements Fault {
    @Override
    public String name() {
        return "transport-away";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        SimNode node = world.any(random);
        boolean there = node.removeTransport();
        if (there) {
            world.endAfter(random.nextLong(longestMs), node::addTransport);
        }
        return there;
    }
}
