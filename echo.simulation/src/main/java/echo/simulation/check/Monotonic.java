package echo.simulation.check;

import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.party.View;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.Map;
import java.util.TreeMap;

/**
 * P2, P4: what a node has shown once it shows for ever, over restarts too: views appear only of what is durable. Of a feed that
 * was forked, or whose writer was removed, less may be shown once that is known.
 */
final class Monotonic implements Checker {
    private final World world;
    private final Map<String, Timeframe> shown = new TreeMap<>();

    Monotonic(World world) {
        this.world = world;
    }

    @Override
    public void published(SimNode node, View view) {
        Timeframe before = shown.getOrDefault(node.name(), Timeframe.EMPTY);
        for (FeedKey feed : world.expectations().receding()) {
            before = before.with(feed, Extent.EMPTY);
        }
        if (world.expectations().trusts(node)
                && !world.expectations().isDisputed()
                && !view.timeframe().covers(before)) {
            world.complain("P2", node + " showed " + before + " and then " + view.timeframe());
        }
        shown.put(node.name(), view.timeframe());
    }

    @Override
    public void setBack(SimNode node) {
        shown.remove(node.name());
    }
}
