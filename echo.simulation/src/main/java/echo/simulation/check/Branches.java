package echo.simulation.check;

import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.simulation.check.ReadMessages.Entry;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** P1, P3: where honest nodes store two branches of a feed, each of them stores a proof that they part there, or before. */
final class Branches implements Checker {
    private final World world;
    private final Disks disks;

    Branches(World world, Disks disks) {
        this.world = world;
        this.disks = disks;
    }

    @Override
    public void settled() {
        if (world.expectations().forked().isEmpty()) {
            return;
        }
        Map<SimNode, ReadMessages> stored = new LinkedHashMap<>();
        for (SimNode node : world.expectations().trusted()) {
            node.party().ifPresent(party -> stored.put(node, disks.messages(node, party.key())));
        }
        for (FeedKey feed : world.expectations().forked()) {
            long parting = parting(feed, List.copyOf(stored.values()));
            if (parting < Long.MAX_VALUE) {
                world.trace().count("branches compared");
                stored.forEach((node, messages) -> check(node, feed, parting, messages.cut(feed, Optional.empty())));
            }
        }
    }

    private void check(SimNode node, FeedKey feed, long parting, Optional<Extent> cut) {
        if (cut.filter(known -> known.length() <= parting).isEmpty()) {
            world.complain(
                    "P3",
                    "feed " + feed.shortHex() + " has two blocks " + parting + ", and " + node + " knows of "
                            + cut.map(known -> "a fork at " + known.length()).orElse("no fork"));
        }
    }

    /** How many blocks of {@code feed} are the same on all that store it. */
    private static long parting(FeedKey feed, List<ReadMessages> stored) {
        long parting = Long.MAX_VALUE;
        for (ReadMessages one : stored) {
            for (ReadMessages other : stored) {
                parting = Math.min(parting, parting(one.of(feed), other.of(feed)));
            }
        }
        return parting;
    }

    private static long parting(List<Entry> one, List<Entry> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).end().equals(other.get(i).end())) {
                return i;
            }
        }
        return Long.MAX_VALUE;
    }
}
