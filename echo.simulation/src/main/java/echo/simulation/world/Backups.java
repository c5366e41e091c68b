package echo.simulation.world;

import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.SetBack;
import echo.api.feed.Timeframe;
import echo.api.party.Party;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.DiskPath;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Old images of disks, and who works on one. Where every peer knows what the device had written it must keep itself from writing
 * until it has it back, if it is told that it is set back. Elsewhere its user does, since the first peer that it meets may be one
 * that knows less.
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
            MemoryDisk old = image.image(Survival.ALL);
            if (isEverywhere(node)) {
                note(old, node.party().orElseThrow().key());
            } else {
                missing.merge(node.name(), furthest(node), Timeframe::merge);
            }
            node.crash(Survival.ALL);
            node.setBack(old);
            world.start(node);
        }
        return may;
    }

    /** Says on {@code disk} what a restored backup says. */
    private void note(MemoryDisk disk, PartyKey party) {
        world.trace().count("old image: noted");
        try (FileStorage storage = FileStorage.open(disk, new SplittableRandom(party.hashCode()), notice -> {})) {
            SetBack.note(storage.meta(), party, "was restored from a backup");
        }
    }

    /**
     * Shuts down {@code node}, if every peer knows all that it has written, at most {@code most} times in a world; has {@code
     * damage} done to its party's log; and starts it again.
     *
     * @return whether it was shut down
     */
    public boolean damage(SimNode node, int most, Consumer<DiskPath> damage) {
        boolean may = used < most && node.isUp() && node.party().isPresent() && isEverywhere(node);
        if (may) {
            used++;
            PartyKey party = node.party().orElseThrow().key();
            node.stop(() -> {
                damage.accept(
                        new DiskPath("parties").resolve(party.bytes().toHex()).resolve("00000000.log"));
                world.start(node);
            });
        }
        return may;
    }

    /** Whether all are honest, and every other node has, durably, all that {@code node} has of its own feeds. */
    private boolean isEverywhere(SimNode node) {
        Party party = node.party().orElseThrow();
        List<FeedKey> own = List.of(
                new FeedKey(node.controlKey(party.key()).publicKey()),
                new FeedKey(node.dataKey(party.key()).publicKey()));
        return world.expectations().isPeaceful()
                && world.nodes().size() > 1
                && world.nodes().stream()
                        .allMatch(other -> other.party()
                                .map(Party::status)
                                .filter(status -> own.stream()
                                        .allMatch(feed -> world.ledger()
                                                        .extent(node, feed)
                                                        .length()
                                                <= status.data()
                                                        .merge(status.control())
                                                        .extent(feed)
                                                        .length()))
                                .isPresent());
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
