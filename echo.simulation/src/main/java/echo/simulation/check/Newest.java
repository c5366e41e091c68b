package echo.simulation.check;

import echo.api.feed.Timeframe;
import echo.api.party.View;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.Map;
import java.util.TreeMap;

/** P4: views may be skipped, the last one never: in the end who subscribed has been given what the node shows. */
final class Newest implements Checker {
    /** Time after which the slowest subscriber has heard of what happened last. */
    private static final long TOLD_MS = 1_000;

    private final World world;
    private final Map<String, Timeframe> given = new TreeMap<>();

    Newest(World world) {
        this.world = world;
    }

    @Override
    public void published(SimNode node, View view) {
        given.put(node.name(), view.timeframe());
    }

    @Override
    public void settled() {
        world.pass(TOLD_MS);
        for (SimNode node : world.expectations().trusted()) {
            node.party().ifPresent(party -> {
                Timeframe last = given.getOrDefault(node.name(), Timeframe.EMPTY);
                if (!last.equals(party.view().timeframe())) {
                    world.complain(
                            "P4",
                            node + " shows " + party.view().timeframe() + " and has told of " + last + " at last");
                }
            });
        }
    }
}
