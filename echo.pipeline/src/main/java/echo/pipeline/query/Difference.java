package echo.pipeline.query;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.model.PersistentMap;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.LinkIndex;
import echo.pipeline.items.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The items of which two snapshots say something different. Where one was made of the other it costs time in proportion to
 * these.
 *
 * @param items in the order of ids
 */
record Difference(SortedSet<ItemId> items) {
    static Difference of(Snapshot before, Snapshot now) {
        SortedSet<ItemId> items = new TreeSet<>();
        PersistentMap<ItemId, ItemRecord> news = now.records().since(before.records());
        int added = 0;
        for (Map.Entry<ItemId, ItemRecord> entry : news) {
            items.add(entry.getKey());
            added += before.records().containsKey(entry.getKey()) ? 0 : 1;
        }
        if (before.records().size() + added > now.records().size()) { // some are there no more
            before.records().since(now.records()).forEach(entry -> items.add(entry.getKey()));
        }
        return new Difference(items);
    }

    /**
     * These, and the ends of links that are in one of the snapshots only. A link is there as long as its source is, so where
     * that comes or goes they do too; that costs time in proportion to its links.
     */
    static Difference withLinks(Snapshot before, Snapshot now) {
        SortedSet<ItemId> all = of(before, now).items();
        SortedSet<ItemId> ends = new TreeSet<>();
        for (ItemId item : all) {
            if (before.records().containsKey(item) != now.records().containsKey(item)) {
                before.links(item).forEach(link -> add(link.to(), ends));
                now.links(item).forEach(link -> add(link.to(), ends));
            }
        }
        addEnds(now.links().since(before.links()), ends);
        addEnds(before.links().since(now.links()), ends);
        ends.addAll(all);
        return new Difference(ends);
    }

    private static void addEnds(List<LinkIndex.Incoming> links, SortedSet<ItemId> ends) {
        for (LinkIndex.Incoming link : links) {
            ends.add(link.from());
            add(link.to(), ends);
        }
    }

    private static void add(ItemReference to, SortedSet<ItemId> ends) {
        if (to.party().isEmpty()) {
            ends.add(to.item());
        }
    }
}
