package echo.simulation.check;

import echo.api.feed.Timeframe;
import echo.api.party.Device;
import echo.api.party.Party;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** P3: who was removed gets nothing of what is written once everybody knows of it. */
final class Parted implements Checker {
    private final World world;
    private final Map<SimNode, Timeframe> kept = new LinkedHashMap<>();

    Parted(World world) {
        this.world = world;
    }

    /** Notes what was written where all know of a removal. */
    @Override
    public void acknowledged(SimNode node, Timeframe written) {
        for (SimNode gone : world.nodes()) {
            if (world.expectations().isGone(gone) && allKnow(gone)) {
                kept.merge(gone, written, Timeframe::merge);
            }
        }
    }

    private boolean allKnow(SimNode gone) {
        List<SimNode> trusted = world.expectations().trusted();
        return !trusted.contains(gone)
                && gone.isUp()
                && trusted.stream()
                        .allMatch(node ->
                                node.party().filter(party -> lacks(party, gone)).isPresent());
    }

    private static boolean lacks(Party party, SimNode gone) {
        return party.roster().devices().stream()
                .map(Device::key)
                .noneMatch(gone.node().device()::equals);
    }

    @Override
    public void settled() {
        kept.forEach((gone, written) -> {
            world.trace().count("removed and not told");
            gone.party()
                    .map(party -> party.status().data())
                    .filter(known -> written.extents().entrySet().stream()
                            .anyMatch(entry -> known.extent(entry.getKey()).length()
                                    >= entry.getValue().length()))
                    .ifPresent(known -> world.complain(
                            "P3", gone + " was removed, and knows " + known + " of " + written + ", written since"));
        });
    }
}
