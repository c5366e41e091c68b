package echo.pipeline.past;

import echo.api.ItemId;
import echo.api.past.Difference;
import echo.api.past.Difference.Changed;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How two snapshots differ in what they show. Pure functions. */
public final class Differences {
    private Differences() {}

    /** What is to be done to {@code from} to get {@code to}. Costs time in proportion to the items of both. */
    public static Difference between(Snapshot from, Snapshot to) {
        Map<ItemId, ItemRecord> before = shown(from);
        Map<ItemId, ItemRecord> after = shown(to);
        List<ItemId> removed = new ArrayList<>(before.keySet());
        removed.removeIf(after::containsKey);
        List<ItemId> created = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        after.forEach((id, now) -> {
            ItemRecord was = before.get(id);
            if (was == null) {
                created.add(id);
                return;
            }
            boolean structure =
                    !was.parent().equals(now.parent()) || !was.placed().equals(now.placed());
            boolean state = !was.model().equals(now.model())
                    || !was.state().save().equals(now.state().save());
            if (structure || state) {
                changed.add(new Changed(id, structure, state));
            }
        });
        return new Difference(created, removed, changed);
    }

    private static Map<ItemId, ItemRecord> shown(Snapshot snapshot) {
        Map<ItemId, ItemRecord> shown = new TreeMap<>();
        Deque<ItemId> open = new ArrayDeque<>(List.of(ItemId.ROOT));
        while (!open.isEmpty()) {
            for (ItemRecord child : snapshot.children(open.pop())) {
                if (!child.deleted()) {
                    shown.put(child.id(), child);
                    open.push(child.id());
                }
            }
        }
        return shown;
    }
}
