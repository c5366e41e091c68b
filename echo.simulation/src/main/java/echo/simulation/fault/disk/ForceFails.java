package echo.simulation.fault.disk;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A force of a node's disk fails.
 *
 * @param most how many succeed before, at most
 */
public record ForceFails(int most) implements Fault {
    @Override
    public String name() {
        return "force-fails";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        world.any(random).disk().faults().failForceAfter(random.nextInt(most));
        return true;
    }
}
