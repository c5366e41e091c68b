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
 * On a copy of a node's disk a write went astray: what should be in one place stands in another, over what was there, and where it
 * should be are zeros.
 *
 * @param most how many sectors of 512 bytes, at most
 */
public record Misdirection(int most) implements Fault {
    private static final int SECTOR = 512;

    @Override
    public String name() {
        return "misdirection";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        return Damage.strike(world, random, "misdirection", this::misdirect);
    }

    private void misdirect(MemoryDisk disk, SplittableRandom random) throws IOException {
        List<DiskPath> files = disk.files();
        DiskPath from = files.get(random.nextInt(files.size()));
        DiskPath to = files.get(random.nextInt(files.size()));
        byte[] meant = disk.content(from);
        int at = SECTOR * random.nextInt(meant.length / SECTOR + 1);
        int end = Math.min(at + SECTOR * (1 + random.nextInt(most)), meant.length - MARK);
        for (int i = at; i < end; i++) {
            disk.flip(from, i, meant[i]);
        }
        byte[] there = disk.content(to);
        int instead = SECTOR * random.nextInt(there.length / SECTOR + 1);
        for (int i = 0; at + i < end && instead + i < there.length - MARK; i++) {
            disk.flip(to, instead + i, there[instead + i] ^ meant[at + i]);
        }
    }
}
