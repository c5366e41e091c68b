package echo.simulation.fault.disk;

import echo.simulation.disk.MemoryDisk;
import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;

/**
 * Bits of a node's log rot while it is shut down; its peers have all that it had written, and give it back.
 *
 * @param most how many times in a world, at most
 */
public record Decay(int most) implements Fault {
    private static final int MOST_BITS = 3;

    @Override
    public String name() {
        return "decay";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        SimNode node = world.any(random);
        return world.backups().damage(node, most, log -> rot(node.disk(), log, random), random);
    }

    private static void rot(MemoryDisk disk, DiskPath log, SplittableRandom random) {
        try {
            int size = disk.content(log).length - Damage.MARK;
            for (int bits = random.nextInt(MOST_BITS); size > 0 && bits >= 0; bits--) {
                disk.flip(log, random.nextInt(size), 1 << random.nextInt(8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
