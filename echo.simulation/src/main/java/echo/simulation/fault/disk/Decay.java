package echo.simulation.fault.disk;

import echo.simulation.disk.MemoryDisk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;

/** Bits of a node's log rot while it is shut down. */
final class Decay {
    private static final int MOST_BITS = 3;

    private Decay() {}

    /** Changes some bits of the file {@code log}. */
    static void rot(MemoryDisk disk, DiskPath log, SplittableRandom random) {
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
