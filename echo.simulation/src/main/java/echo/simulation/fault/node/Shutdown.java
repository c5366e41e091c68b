package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * Nodes shut down in good order.
 *
 * @param most how many at once, at most
 */
public record Shutdown(int most) implements Fault {
    @Override
    public String name() {
        return "shutdown";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        boolean any = false;
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            SimNode node = world.any(random);
            if (node.isUp()) {
                node.stop();
                any = true;
            }
        }
        return any;
    }
}
