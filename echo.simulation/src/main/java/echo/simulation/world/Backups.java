package echo.simulation.world;

import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.SetBack;
import echo.api.feed.Timeframe;
import echo.api.party.Party;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.DiskPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Old images of disks, and who works on one. Where every peer knows what the device had written it must keep itself from writing
 * until it has it back, if it is told that it is set back. Elsewhere its user does, since the first peer that it meets may be one
 * that knows less.
 *
 * <p>One thread.
 */
public final class Backups implements Observer {
    private static final long LONGEST_MS = 20_000;
    private static final long SOON_MS = 2_000;
    private static final long PATIENCE_MS = 60_000;
    private static final int WRITES = 4;

    private final World world;
    private final Map<String, MemoryDisk> images = new TreeMap<>();
    private final Map<String, Timeframe> acknowledged = new TreeMap<>();
    private final Map<String, Timeframe> missing = new TreeMap<>();
    private final List<Runnable> putOff = new ArrayList<>();
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
        if (used < most && random.nextBoolean()) {
            used++;
            putOff(node, () -> restore(node, image, random));
            return true;
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

    /** Puts {@code image} in, as one does who restores a backup. */
    private void restore(SimNode node, MemoryDisk image, SplittableRandom random) {
        PartyKey party = node.party().orElseThrow().key();
        MemoryDisk old = image.image(Survival.ALL);
        try (FileStorage storage = FileStorage.open(old, random.split(), notice -> {})) {
            SetBack.note(storage.meta(), party, "was restored from a backup");
        }
        world.trace().count("old image: noted");
        node.crash(Survival.ALL);
        node.setBack(old);
        world.start(node);
        hurry(node, random);
    }

    /**
     * Shuts down {@code node}, at most {@code most} times in a world, when all other faults have ended and every peer knows all
     * that it has written; has {@code damage} done to a segment of its log; and starts it again.
     *
     * @return whether it may come to that
     */
    public boolean damage(SimNode node, int most, Consumer<DiskPath> damage, SplittableRandom random) {
        if (used >= most) {
            return false;
        }
        used++;
        putOff(node, () -> {
            node.stop(() -> {
                world.trace().count("decayed");
                List<DiskPath> logs = node.disk().files().stream()
                        .filter(file -> file.name().endsWith(".log"))
                        .toList();
                damage.accept(logs.get(random.nextInt(logs.size())));
                world.start(node);
                hurry(node, random);
            });
        });
        return true;
    }

    /**
     * Does what was put off until every peer knows all, now that all faults have ended.
     *
     * @return whether there was anything, and so trouble anew
     */
    public boolean strikeAtLast() {
        List<Runnable> striking = List.copyOf(putOff);
        putOff.clear();
        boolean any = !striking.isEmpty() && world.converges(PATIENCE_MS);
        if (any) {
            striking.forEach(Runnable::run);
        }
        return any;
    }

    private void putOff(SimNode node, Runnable strike) {
        putOff.add(() -> {
            if (node.isUp() && isEverywhere(node)) {
                strike.run();
            }
        });
    }

    /** The user of {@code node} writes as soon as it is up, often before it can hear of anybody. */
    private void hurry(SimNode node, SplittableRandom random) {
        if (random.nextInt(3) > 0) {
            world.endAfter(random.nextLong(LONGEST_MS), world.cutOff(List.of(node)));
        }
        for (int left = WRITES; left > 0; left--) {
            world.time().after(random.nextLong(SOON_MS), () -> write(node));
        }
    }

    private void write(SimNode node) {
        node.party().filter(party -> world.admissions().mayWrite(node)).ifPresent(party -> {
            CompletionStage<Timeframe> durable =
                    party.write(batch -> batch.restore(ItemId.ROOT)).durable();
            world.ask(node, durable);
            durable.thenAccept(written -> world.acknowledge(node, written));
        });
    }

    /** Whether all are honest, and every other node has, durably, all that {@code node} has of its own feeds. */
    private boolean isEverywhere(SimNode node) {
        if (node.party().isEmpty()) {
            return false;
        }
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
