package echo.simulation.fault.disk;

import echo.simulation.disk.MemoryDisk;
import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A node's disk has little room left, until somebody makes some.
 *
 * @param mostBytes how much, at most
 */
public record DiskFull(int mostBytes) implements Fault {
    @Override
    public String name() {
        return "disk-full";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        SimNode node = world.any(random);
        MemoryDisk full = node.disk();
        full.faults().freeBytes(random.nextInt(mostBytes));
        world.endAfter(random.nextLong(20_000), () -> full.faults().freeBytes(Long.MAX_VALUE));
        return true;
    }
}
