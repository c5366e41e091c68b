package echo.simulation.world;

import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Old images of disks, and who works on one: the user of such a device does not write there before it has got back from its
 * peers what it had written since.
 *
 * <p>One thread.
 */
public final class Backups implements Observer {
    private final World world;
    private final Map<String, MemoryDisk> images = new TreeMap<>();
    private final Map<String, Timeframe> acknowledged = new TreeMap<>();
    private final Map<String, Timeframe> missing = new TreeMap<>();
    private int used;

    Backups(World world) {
        this.world = world;
    }

    @Override
    public void acknowledged(SimNode node, Timeframe written) {
        acknowledged.merge(node.name(), written, Timeframe::merge);
    }

    /**
     * Makes an image of {@code node}'s disk or, where there is one and peers have all that the node had acknowledged, puts it in,
     * at most {@code most} times in a world. An admin's is never put in: invitations would not wait.
     *
     * @return whether it did either
     */
    public boolean strike(SimNode node, int most, SplittableRandom random) {
        MemoryDisk image = images.get(node.name());
        if (image == null || random.nextInt(4) == 0) {
            if (node.party().isPresent()) {
                images.put(node.name(), node.disk().image(Survival.NONE));
            }
            return node.party().isPresent();
        }
        boolean may = used < most && !world.admissions().isAdmin(node) && node.isUp() && isElsewhere(node);
        if (may) {
            used++;
            missing.merge(node.name(), furthest(node), Timeframe::merge);
            node.crash(Survival.ALL);
            node.setBack(image.image(Survival.ALL));
            world.start(node);
        }
        return may;
    }

    /** Whether some other node shows all that {@code node} has acknowledged. */
    private boolean isElsewhere(SimNode node) {
        Timeframe written = acknowledged.getOrDefault(node.name(), Timeframe.EMPTY);
        return world.nodes().stream()
                .filter(other -> other != node)
                .flatMap(other -> other.party().stream())
                .anyMatch(party -> party.view().timeframe().covers(written));
    }

    /** How far anybody holds the feed that {@code node} writes. */
    private Timeframe furthest(SimNode node) {
        Timeframe written = acknowledged.getOrDefault(node.name(), Timeframe.EMPTY);
        Timeframe furthest = written;
        for (FeedKey feed : written.extents().keySet()) {
            for (SimNode holder : world.nodes()) {
                Extent extent = world.ledger().extent(holder, feed);
                if (holder != node && extent.length() > 0) {
                    furthest = furthest.merge(Timeframe.EMPTY.with(feed, extent));
                }
            }
        }
        return furthest;
    }

    /** Whether {@code node} has got back all that it had written. */
    public boolean isWhole(SimNode node) {
        Timeframe lacks = missing.getOrDefault(node.name(), Timeframe.EMPTY);
        boolean whole = node.party()
                .filter(party -> party.view().timeframe().covers(lacks))
                .isPresent();
        if (whole) {
            missing.remove(node.name());
        }
        return whole;
    }
}
