package echo.simulation.fault.disk;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A device is set back, whose peers have all that it had acknowledged. A user puts an old image of the disk into it, and does not
 * write there until it has got back what it had written. Or, once all other faults have ended: a backup that says what it is, or
 * bits that rot; and the user writes at once.
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
        SimNode node = world.any(random);
        return random.nextInt(3) == 0
                ? world.backups().damage(node, most, log -> Decay.rot(node.disk(), log, random), random)
                : world.backups().strike(node, most, random);
    }
}
