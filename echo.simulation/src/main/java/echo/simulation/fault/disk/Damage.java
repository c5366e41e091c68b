package echo.simulation.fault.disk;

import echo.api.PartyKey;
import echo.api.feed.Run;
import echo.api.party.Party;
import echo.simulation.disk.DiskContent;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What happens to the bytes of a disk behind the store's back: to a copy of a node's disk, before the store opens it or while it
 * is open. Whoever reads finds that, or reads exactly what was written (P3).
 */
@FunctionalInterface
interface Damage {
    /**
     * What is left alone at the end of a file, in bytes: the mark that shows how far a log was durable. Together with it what is
     * before it can vanish unseen, as if it had never been forced.
     */
    int MARK = 28;

    /** Changes bytes of {@code disk}, which has files. */
    void inflict(MemoryDisk disk, SplittableRandom random) throws IOException;

    /** Damages a copy of a disk of {@code world}, if it has one, and reads it; what comes of it is counted as {@code kind}. */
    static boolean strike(World world, SplittableRandom random, String kind, Damage damage) {
        SimNode node = world.any(random);
        Optional<PartyKey> party = node.party().map(Party::key);
        MemoryDisk copy = node.disk().image(Survival.NONE);
        Optional<List<Run>> sound =
                party.flatMap(key -> DiskContent.read(copy, key)); // closes its log in order, with a mark
        if (copy.files().isEmpty() || sound.isEmpty()) {
            return false;
        }
        boolean open = random.nextBoolean();
        if (!open) {
            inflict(damage, copy, random);
        }
        Optional<List<Run>> found =
                DiskContent.read(copy, party.orElseThrow(), open ? () -> inflict(damage, copy, random) : () -> {});
        world.trace().count(kind + (found.isPresent() ? ": harmless" : ": found"));
        if (found.isPresent() && !found.equals(sound)) {
            world.complain("P3", "after " + kind + " " + node + " reads from its disk what was not written");
        }
        return true;
    }

    private static void inflict(Damage damage, MemoryDisk disk, SplittableRandom random) {
        try {
            damage.inflict(disk, random);
        } catch (IOException e) {
            throw new IllegalStateException("a copy of a disk fails", e);
        }
    }
}
