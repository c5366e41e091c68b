package echo.simulation.check;

import echo.api.FeedKey;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.party.Party;
import echo.api.party.View;
import echo.simulation.disk.DiskContent;
import echo.simulation.disk.Survival;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
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
        if (world.expectations().trusts(node) && !view.timeframe().covers(written)) {
            world.complain("P2", node + " had acknowledged " + written + " and shows " + view.timeframe());
        }
    }

    private void requireCovered(SimNode node, Timeframe found, String does) {
        Timeframe written = acknowledged.getOrDefault(node.name(), Timeframe.EMPTY);
        if (!found.covers(written)) {
            world.complain("P2", node + " had acknowledged " + written + " and " + does + " " + found);
        }
    }

    /** What would be found on the disk of {@code node} if the power were cut now, and nothing were kept that need not be. */
    private static Timeframe onDisk(SimNode node, Party party) {
        Timeframe found = Timeframe.EMPTY;
        for (Run run :
                DiskContent.read(node.disk().image(Survival.NONE), party.key()).orElse(List.of())) {
            found = found.with(run.head().feed(), run.head().extent());
        }
        return found;
    }

    @Override
    public void opened(SimNode node, FeedStore store) {
        if (world.expectations().trusts(node)) {
            Timeframe found = Timeframe.EMPTY;
            for (FeedKey feed : store.feeds()) {
                found = found.with(feed, store.extent(feed));
            }
            requireCovered(node, found, "opens a store with");
        }
    }

    /** The node's disk is an old one: its peers must have what it had written, not it. */
    @Override
    public void setBack(SimNode node) {
        acknowledged.remove(node.name());
    }

    @Override
    public void settled() {
        Timeframe everywhere = world.expectations().trusted().stream()
                .map(node -> ever.getOrDefault(node.name(), Timeframe.EMPTY))
                .reduce(Timeframe.EMPTY, Timeframe::merge);
        for (SimNode node : world.expectations().trusted()) {
            node.party().ifPresent(party -> requireCovered(node, onDisk(node, party), "has on its disk"));
            node.party()
                    .map(party -> party.view().timeframe())
                    .filter(timeframe -> !timeframe.covers(everywhere))
                    .ifPresent(timeframe -> world.complain(
                            "P2",
                            "acknowledged were " + everywhere + ", and in the end " + node + " has " + timeframe));
        }
    }
}
