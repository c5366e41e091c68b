package echo.simulation.check;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * P3: every block that a node stores is linked to the one before it and signed by its feed. The links are computed here from the
 * specification (DESIGN §3), not by the code that is checked.
 */
final class Authentic implements Checker {
    private final World world;
    private final Disks disks;
    private final Map<String, Map<FeedKey, Extent>> stored = new TreeMap<>();

    Authentic(World world, Disks disks) {
        this.world = world;
        this.disks = disks;
    }

    @Override
    public void opened(SimNode node, FeedStore store) {
        Map<FeedKey, Extent> extents = new TreeMap<>();
        store.feeds().forEach(feed -> extents.put(feed, store.extent(feed)));
        stored.put(node.name(), extents);
    }

    @Override
    public void stored(SimNode node, Run run) {
        if (world.expectations().trusts(node)) {
            Map<FeedKey, Extent> extents = stored.getOrDefault(node.name(), new TreeMap<>());
            FeedKey feed = run.head().feed();
            verify(node, run, extents.getOrDefault(feed, Extent.EMPTY));
            extents.put(feed, run.head().extent());
        }
    }

    /** Everything once more, from the disks. */
    @Override
    public void settled() {
        for (SimNode node : world.expectations().trusted()) {
            node.party().ifPresent(party -> reread(node, party.key()));
        }
    }

    private void reread(SimNode node, PartyKey party) {
        Optional<List<Run>> runs = disks.runs(node, party);
        if (runs.isEmpty()) {
            world.complain("P2", "the store of " + node + " is damaged, though nothing damaged it");
        }
        Map<FeedKey, Extent> ends = new TreeMap<>();
        for (Run run : runs.orElse(List.of())) {
            FeedKey feed = run.head().feed();
            verify(node, run, ends.getOrDefault(feed, Extent.EMPTY));
            ends.put(feed, run.head().extent());
        }
    }

    private void verify(SimNode node, Run run, Extent before) {
        FeedKey feed = run.head().feed();
        Hash link = before.link();
        for (int i = 0; i < run.payloads().size(); i++) {
            link = Hash.of(
                    Bytes.owning(new byte[1]),
                    feed.bytes(),
                    u64(run.from() + i),
                    link.bytes(),
                    Hash.of(run.payloads().get(i)).bytes());
        }
        boolean linked =
                run.from() == before.length() && run.head().extent().link().equals(link);
        Bytes signed = Bytes.concat(
                Bytes.utf8("echo/head/1"),
                feed.bytes(),
                u64(run.head().extent().length()),
                run.head().extent().link().bytes());
        if (!linked || !world.verifies(feed, signed, run.head().signature())) {
            world.complain(
                    "P3",
                    node + " stores blocks " + run.from() + "… of feed " + feed.shortHex() + ", which are not "
                            + (linked ? "signed by it" : "linked to what it held"));
        }
    }

    private static Bytes u64(long number) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (number >>> (56 - 8 * i));
        }
        return Bytes.owning(bytes);
    }
}
