package echo.simulation.fault.disk;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A read of a node's disk fails.
 *
 * @param most how many succeed before, at most
 */
public record ReadFails(int most) implements Fault {
    @Override
    public String name() {
        return "read-fails";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        world.any(random).disk().faults().failReadAfter(random.nextInt(most));
        return true;
    }
}
