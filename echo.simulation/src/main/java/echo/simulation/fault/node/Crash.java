package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * Nodes lose power; of what they had not forced, nothing, everything, a beginning or a half of the pages is left.
 *
 * @param most how many at once, at most
 */
public record Crash(int most) implements Fault {
    @Override
    public String name() {
        return "crash";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        boolean any = false;
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            SimNode node = world.any(random);
            if (node.isUp()) {
                node.crash(Survivals.any(random));
                any = true;
            }
        }
        return any;
    }
}
