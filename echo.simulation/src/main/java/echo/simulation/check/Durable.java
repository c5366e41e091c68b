package echo.simulation.check;

import echo.api.feed.Timeframe;
import echo.api.party.View;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.Map;
import java.util.TreeMap;

/** P2: what a receipt called durable is there after every restart, and in the end everywhere. */
final class Durable implements Checker {
    private final World world;
    private final Map<String, Timeframe> acknowledged = new TreeMap<>();
    private final Map<String, Timeframe> ever = new TreeMap<>();

    Durable(World world) {
        this.world = world;
    }

    @Override
    public void acknowledged(SimNode node, Timeframe written) {
        acknowledged.merge(node.name(), written, Timeframe::merge);
        ever.merge(node.name(), written, Timeframe::merge);
    }

    @Override
    public void published(SimNode node, View view) {
        Timeframe written = acknowledged.getOrDefault(node.name(), Timeframe.EMPTY);
        if (world.trusts(node) && !view.timeframe().covers(written)) {
            world.complain("P2", node + " had acknowledged " + written + " and shows " + view.timeframe());
        }
    }

    /** The node's disk is an old one: its peers must have what it had written, not it. */
    @Override
    public void setBack(SimNode node) {
        acknowledged.remove(node.name());
    }

    @Override
    public void settled() {
        Timeframe everywhere = world.trusted().stream()
                .map(node -> ever.getOrDefault(node.name(), Timeframe.EMPTY))
                .reduce(Timeframe.EMPTY, Timeframe::merge);
        for (SimNode node : world.trusted()) {
            node.party()
                    .map(party -> party.view().timeframe())
                    .filter(timeframe -> !world.isForked() && !timeframe.covers(everywhere))
                    .ifPresent(timeframe -> world.complain(
                            "P2",
                            "acknowledged were " + everywhere + ", and in the end " + node + " has " + timeframe));
        }
    }
}
