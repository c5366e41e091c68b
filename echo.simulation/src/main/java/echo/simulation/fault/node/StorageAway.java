package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * The storage's bundle goes, and comes back: the node stops, and a new one starts, on a machine that runs on.
 *
 * @param longestMs after how long, at most
 */
public record StorageAway(long longestMs) implements Fault {
    @Override
    public String name() {
        return "storage-away";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        SimNode node = world.any(random);
        long awayMs = random.nextLong(longestMs);
        boolean up = node.isUp();
        if (up) {
            node.removeStorage();
            world.endAfter(awayMs, () -> {
                if (node.isDown()) {
                    world.start(node);
                }
            });
        }
        return up;
    }
}
