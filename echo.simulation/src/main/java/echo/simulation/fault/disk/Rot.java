package echo.simulation.fault.disk;

import echo.api.feed.Run;
import echo.simulation.disk.DiskContent;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import echo.storage.file.DiskPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A copy of a node's disk rots: some bits of a file change. Whoever opens it finds that, or reads exactly what was written (P3).
 *
 * @param most how many bits, at most
 */
public record Rot(int most) implements Fault {
    @Override
    public String name() {
        return "rot";
    }

    @Override
    public void strike(World world, SplittableRandom random) {
        SimNode node = world.any(random);
        node.party().map(party -> party.key()).ifPresent(party -> {
            try {
                MemoryDisk rotten = node.disk().image(Survival.NONE);
                List<DiskPath> files = rotten.files();
                Optional<List<Run>> sound = DiskContent.read(node.disk().image(Survival.NONE), party);
                if (files.isEmpty() || sound.isEmpty()) {
                    return;
                }
                DiskPath file = files.get(random.nextInt(files.size()));
                for (int bits = random.nextInt(most); bits >= 0; bits--) {
                    int size = rotten.content(file).length;
                    if (size > 0) {
                        rotten.flip(file, random.nextInt(size), 1 << random.nextInt(8));
                    }
                }
                Optional<List<Run>> found = DiskContent.read(rotten, party);
                world.trace().count(found.isPresent() ? "rot: harmless" : "rot: found");
                if (found.isPresent() && !found.equals(sound)) {
                    world.complain(
                            "P3", node + " reads from " + file + ", some of whose bits changed, what was not written");
                }
            } catch (IOException e) {
                throw new IllegalStateException("a copy of a disk fails", e);
            }
        });
    }
}
