package echo.pipeline.query;

import echo.api.ItemId;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.api.value.Path;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.Snapshot;
import echo.pipeline.query.Index.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The indexes that were declared, of the items of one snapshot. They follow from snapshot to snapshot by what differs, so they do
 * not care why it does: a burst, a model that came, an engine that was built anew.
 *
 * <p>Immutable; any thread.
 */
public final class Indexes {
    /** None, of any snapshot: they cost nothing. */
    public static final Indexes NONE = new Indexes(PersistentMap.empty());

    private final PersistentMap<Declared, Index> all;

    private Indexes(PersistentMap<Declared, Index> all) {
        this.all = all;
    }

    /**
     * What an index is of: the items of one type, by one property.
     *
     * @param path the property, or nothing for an index of the type alone
     */
    public record Declared(String type, Optional<Path> path) implements Comparable<Declared> {
        public Declared {
            if (!ModelId.isType(type)) {
                throw new IllegalArgumentException(
                        "'" + type + "' is not an item type; write a dotted name, as echo.object");
            }
        }

        @Override
        public int compareTo(Declared other) {
            int order = type.compareTo(other.type);
            return order != 0 ? order : Properties.compare(path, other.path);
        }

        @Override
        public String toString() {
            return "index " + type + path.map(it -> " " + it).orElse("");
        }
    }

    /** These and the one that is {@code declared}, of the items in {@code snapshot}. Costs time in proportion to the items. */
    Indexes with(Declared declared, Snapshot snapshot) {
        if (all.containsKey(declared)) {
            return this;
        }
        Index index = Index.of(declared);
        for (Map.Entry<ItemId, ItemRecord> entry : snapshot.records()) {
            index = index.with(index.entriesOf(entry.getValue()), entry.getKey());
        }
        return new Indexes(all.with(declared, index));
    }

    /** The same of {@code now}, where these are of {@code before}. Costs time in proportion to what differs. */
    Indexes follow(Snapshot before, Snapshot now) {
        if (all.isEmpty()) {
            return this;
        }
        Difference difference = Difference.of(before, now);
        PersistentMap<Declared, Index> followed = all;
        for (Map.Entry<Declared, Index> entry : all) {
            followed = followed.with(entry.getKey(), follow(entry.getValue(), difference, before, now));
        }
        return new Indexes(followed);
    }

    /** First takes out, then puts in: one item may come to stand where another stood. */
    private static Index follow(Index index, Difference difference, Snapshot before, Snapshot now) {
        Map<ItemId, SortedSet<Entry>> added = new TreeMap<>();
        Index followed = index;
        for (ItemId id : difference.items()) {
            SortedSet<Entry> was = entries(index, before, id);
            SortedSet<Entry> is = entries(index, now, id);
            if (!same(was, is)) {
                followed = followed.without(was);
                added.put(id, is);
            }
        }
        for (Map.Entry<ItemId, SortedSet<Entry>> entry : added.entrySet()) {
            followed = followed.with(entry.getValue(), entry.getKey());
        }
        return followed;
    }

    private static SortedSet<Entry> entries(Index index, Snapshot snapshot, ItemId id) {
        return snapshot.records().get(id).map(index::entriesOf).orElseGet(TreeSet::new);
    }

    private static boolean same(SortedSet<Entry> one, SortedSet<Entry> two) {
        return one.size() == two.size() && one.containsAll(two);
    }

    /** Those of {@code type}. */
    List<Index> of(String type) {
        List<Index> found = new ArrayList<>();
        for (Map.Entry<Declared, Index> entry : all) {
            if (entry.getKey().type().equals(type)) {
                found.add(entry.getValue());
            }
        }
        return found;
    }
}
