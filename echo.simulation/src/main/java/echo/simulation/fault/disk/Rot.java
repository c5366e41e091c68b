package echo.simulation.fault.disk;

import static echo.simulation.fault.disk.Damage.MARK;

import echo.simulation.disk.MemoryDisk;
import echo.simulation.fault.Fault;
import echo.simulation.world.World;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A copy of a node's disk rots: some bits of a file change.
 *
 * @param most how many bits, at most
 */
public record Rot(int most) implements Fault {
    @Override
    public String name() {
        return "rot";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        return Damage.strike(world, random, "rot", this::rot);
    }

    private void rot(MemoryDisk disk, SplittableRandom random) throws IOException {
        List<DiskPath> files = disk.files();
        DiskPath file = files.get(random.nextInt(files.size()));
        int size = disk.content(file).length - MARK;
        for (int bits = random.nextInt(most); size > 0 && bits >= 0; bits--) {
            disk.flip(file, random.nextInt(size), 1 << random.nextInt(8));
        }
    }
}
