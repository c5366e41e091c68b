package echo.simulation.fault.disk;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A write to a node's disk fails, half done.
 *
 * @param most how many succeed before, at most
 */
public record WriteFails(int most) implements Fault {
    @Override
    public String name() {
        return "write-fails";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        world.any(random).disk().faults().failWriteAfter(random.nextInt(most));
        return true;
    }
}
