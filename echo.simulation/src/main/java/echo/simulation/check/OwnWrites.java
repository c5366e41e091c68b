package echo.simulation.check;

import echo.api.feed.Timeframe;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;

/** P2: a write whose receipt is complete is visible where it was written. */
final class OwnWrites implements Checker {
    private final World world;

    OwnWrites(World world) {
        this.world = world;
    }

    @Override
    public void acknowledged(SimNode node, Timeframe written) {
        boolean visible = node.party()
                .filter(party -> party.view().timeframe().covers(written))
                .isPresent();
        if (!visible && node.isUp()) {
            world.complain("P2", node + " acknowledged " + written + ", which it does not show");
        }
    }
}
