package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Nodes that are down boot.
 *
 * @param most how many, at most
 */
public record Restart(int most) implements Fault {
    @Override
    public String name() {
        return "restart";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        List<SimNode> down = world.nodes().stream()
                .filter(SimNode::isDown)
                .limit(1 + random.nextInt(most))
                .toList();
        down.forEach(world::start);
        return !down.isEmpty();
    }
}
