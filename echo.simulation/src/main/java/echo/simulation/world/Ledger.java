package echo.simulation.world;

import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far every node's store holds its feeds, as the stores told it. One thread. */
public final class Ledger implements Observer {
    private final SortedMap<String, SortedMap<FeedKey, Extent>> stored = new TreeMap<>();

    @Override
    public void opened(SimNode node, FeedStore store) {
        SortedMap<FeedKey, Extent> extents = new TreeMap<>();
        store.feeds().forEach(feed -> extents.put(feed, store.extent(feed)));
        stored.put(node.name(), extents);
    }

    @Override
    public void stored(SimNode node, Run run) {
        stored.computeIfAbsent(node.name(), name -> new TreeMap<>())
                .put(run.head().feed(), run.head().extent());
    }

    /** How far {@code node} holds {@code feed}, forced or not. */
    public Extent extent(SimNode node, FeedKey feed) {
        SortedMap<FeedKey, Extent> extents = stored.get(node.name());
        return extents == null ? Extent.EMPTY : extents.getOrDefault(feed, Extent.EMPTY);
    }

    /** Blocks that {@code node} holds, of all feeds. */
    public long blocks(SimNode node) {
        SortedMap<FeedKey, Extent> extents = stored.get(node.name());
        return extents == null
                ? 0
                : extents.values().stream().mapToLong(Extent::length).sum();
    }
}
