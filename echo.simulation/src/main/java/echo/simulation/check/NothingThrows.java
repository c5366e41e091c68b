package echo.simulation.check;

import echo.simulation.world.World;

/** P3: nothing that a peer sends makes a node throw. What other tasks throw ends the world, and is seen there. */
final class NothingThrows implements Checker {
    private final World world;

    NothingThrows(World world) {
        this.world = world;
    }

    @Override
    public void settled() {
        world.network().failures().forEach(thrown -> world.complain("P3", "a handler threw " + Thrown.text(thrown)));
    }
}
