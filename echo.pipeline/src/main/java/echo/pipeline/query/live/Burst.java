package echo.pipeline.query.live;

import echo.api.ItemId;
import echo.pipeline.query.ItemGraph;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What differs between two views, and what lies below items that moved, were deleted or restored. One thread at a time. */
final class Burst {
    private final ItemGraph before;
    private final ItemGraph now;
    private final Map<ItemId, Affected> affected = new TreeMap<>();

    /** From {@code before} to {@code now}; costs time in proportion to what is affected. */
    Burst(ItemGraph before, ItemGraph now) {
        this.before = before;
        this.now = now;
        now.differing(before).forEach(this::add);
        Deque<ItemId> open = new ArrayDeque<>();
        affected.values().stream().filter(Affected::displaced).forEach(one -> open.add(one.id()));
        SortedSet<ItemId> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            ItemId above = open.remove();
            if (seen.add(above)) {
                for (ItemGraph graph : List.of(before, now)) {
                    graph.children(above).forEach(below -> {
                        add(below.id());
                        open.add(below.id());
                    });
                }
            }
        }
    }

    /** All that is affected, in the order of ids. */
    Collection<Affected> affected() {
        return affected.values();
    }

    ItemGraph now() {
        return now;
    }

    private void add(ItemId id) {
        affected.computeIfAbsent(id, it -> new Affected(it, before.item(it), now.item(it)));
    }
}
