package echo.simulation.fault.network;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * For a while every way loses frames, and channels with them, and is slow.
 *
 * @param most the part of the frames that is lost, at most; 0 to 1
 */
public record Storm(double most) implements Fault {
    @Override
    public String name() {
        return "storm";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        world.network().worsen(random.nextDouble() * random.nextDouble() * most, random.nextLong(3_000));
        world.endAfter(random.nextLong(30_000), () -> world.network().worsen(0, 0));
        return true;
    }
}
