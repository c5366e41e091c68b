package echo.simulation.fault.network;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * Connections break in mid-frame.
 *
 * @param most how many, at most
 */
public record Reset(int most) implements Fault {
    @Override
    public String name() {
        return "reset";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        boolean any = false;
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            any |= world.network().resetAny();
        }
        return any;
    }
}
