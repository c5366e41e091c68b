package echo.pipeline.past;

import echo.api.ItemId;
import echo.api.party.Link;
import echo.api.past.Difference;
import echo.api.past.Difference.Changed;
import echo.api.past.LinkChange;
import echo.api.value.Value;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.LinkIndex.Outgoing;
import echo.pipeline.items.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How two snapshots differ in what they show. Pure functions. */
public final class Differences {
    private Differences() {}

    /** What a snapshot shows: the items that neither are deleted nor lie below one that is. */
    private record Shown(Snapshot snapshot, NavigableMap<ItemId, ItemRecord> items) {
        static Shown of(Snapshot snapshot) {
            NavigableMap<ItemId, ItemRecord> shown = new TreeMap<>();
            Deque<ItemId> open = new ArrayDeque<>(List.of(ItemId.ROOT));
            while (!open.isEmpty()) {
                for (ItemRecord child : snapshot.children(open.pop())) {
                    if (!child.deleted()) {
                        shown.put(child.id(), child);
                        open.push(child.id());
                    }
                }
            }
            return new Shown(snapshot, shown);
        }

        /** The properties of the links of {@code source}. */
        NavigableMap<Outgoing, Value.MapValue> links(ItemId source) {
            NavigableMap<Outgoing, Value.MapValue> links = new TreeMap<>();
            if (items.containsKey(source)) {
                for (Link link : snapshot.links(source)) {
                    links.put(new Outgoing(link.type(), link.to()), link.properties());
                }
            }
            return links;
        }
    }

    /** What is to be done to {@code from} to get {@code to}. Costs time in proportion to the items and links of both. */
    public static Difference between(Snapshot from, Snapshot to) {
        Shown then = Shown.of(from);
        Shown now = Shown.of(to);
        List<ItemId> removed = new ArrayList<>(then.items.keySet());
        removed.removeIf(now.items::containsKey);
        List<ItemId> created = new ArrayList<>(now.items.keySet());
        created.removeIf(then.items::containsKey);
        return new Difference(created, removed, changed(then.items, now.items), links(then, now));
    }

    private static List<Changed> changed(Map<ItemId, ItemRecord> before, Map<ItemId, ItemRecord> after) {
        List<Changed> changed = new ArrayList<>();
        after.forEach((id, now) -> {
            ItemRecord was = before.get(id);
            if (was == null) {
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
        return changed;
    }

    private static List<LinkChange> links(Shown then, Shown now) {
        SortedSet<ItemId> sources = new TreeSet<>(then.items.keySet());
        sources.addAll(now.items.keySet());
        List<LinkChange> changes = new ArrayList<>();
        for (ItemId source : sources) {
            NavigableMap<Outgoing, Value.MapValue> before = then.links(source);
            NavigableMap<Outgoing, Value.MapValue> after = now.links(source);
            SortedSet<Outgoing> links = new TreeSet<>(before.keySet());
            links.addAll(after.keySet());
            for (Outgoing link : links) {
                Optional<Value.MapValue> was = Optional.ofNullable(before.get(link));
                Optional<Value.MapValue> is = Optional.ofNullable(after.get(link));
                if (!was.equals(is)) {
                    changes.add(new LinkChange(source, link.type(), link.to(), was, is));
                }
            }
        }
        return changes;
    }
}
