package echo.simulation.check;

import echo.simulation.world.World;
import java.util.List;

/** All promises that a world is held to. */
public final class Checkers {
    private Checkers() {}

    /** A checker for each, all of them watching {@code world} from now on. */
    public static List<Checker> watch(World world) {
        Disks disks = new Disks(world);
        List<Checker> checkers = List.of(
                new Alive(world), // lets the world come to rest, before the others look
                new SameState(world),
                new SameOrder(world, disks),
                new Tree(world),
                new Durable(world),
                new Authentic(world, disks),
                new NothingThrows(world),
                new NothingSilent(world),
                new OwnWrites(world),
                new Answered(world),
                new Belonging(world, disks),
                new Branches(world, disks),
                new Parted(world),
                new ReadersOnly(world, disks),
                new Monotonic(world),
                new Newest(world),
                new Bounded(world));
        checkers.forEach(world::tell);
        return checkers;
    }
}
