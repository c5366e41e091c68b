package echo.pipeline.query;

import echo.api.ItemId;
import echo.api.model.PersistentMap;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.Snapshot;
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
}
