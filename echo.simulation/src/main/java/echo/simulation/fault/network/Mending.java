package echo.simulation.fault.network;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/** All cuts end. */
public record Mending() implements Fault {
    @Override
    public String name() {
        return "mending";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        return world.rejoin();
    }
}
