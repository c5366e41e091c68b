package echo.simulation.fault.disk;

import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A user puts an old image of the disk into a device, whose peers have all that it had acknowledged; and does not write there
 * until the device has got it back.
 *
 * @param most how many times in a world, at most
 */
public record OldImage(int most) implements Fault {
    @Override
    public String name() {
        return "old-image";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        return world.backups().strike(world.any(random), most, random);
    }
}
