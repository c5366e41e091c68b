package echo.pipeline.query;

import echo.api.ItemId;
import echo.api.model.PersistentMap;
import echo.api.value.Value;
import echo.api.value.ValueOrder;
import echo.codec.Slot;
import echo.pipeline.items.ItemRecord;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The items of one type, deleted ones included, sorted by one property. Immutable; any thread.
 *
 * @param by what it was declared as
 * @param entries an entry for each item, under the property's value or under none; and for a list one for each distinct element
 * @param elements how many entries are for elements of lists
 */
record Index(Indexes.Declared by, PersistentMap<Entry, ItemId> entries, int elements) {
    /**
     * A value at an item's place among its siblings; entries sort as queries do. Or a bound: no place, but before or after all
     * entries of the value.
     *
     * @param value nothing sorts before every value
     * @param side -1 or 1 for a bound, else 0
     */
    record Entry(@Nullable Value value, int side, @Nullable Slot slot) implements Comparable<Entry> {
        static Entry before(@Nullable Value value) {
            return new Entry(value, -1, null);
        }

        static Entry after(@Nullable Value value) {
            return new Entry(value, 1, null);
        }

        /** Before all values of the kind that comes after {@code kind}, if there is one. */
        static Optional<Entry> after(ValueOrder.Kind kind) {
            return Arrays.stream(ValueOrder.Kind.values())
                    .filter(next -> next.compareTo(kind) > 0)
                    .findFirst()
                    .map(next -> before(next.least()));
        }

        @Override
        public int compareTo(Entry other) {
            int order = compare(value, other.value);
            order = order != 0 ? order : Integer.compare(side, other.side);
            return order != 0 || slot == null || other.slot == null ? order : slot.compareTo(other.slot);
        }

        private static int compare(@Nullable Value one, @Nullable Value two) {
            if (one == null || two == null) {
                return Boolean.compare(one != null, two != null);
            }
            return ValueOrder.compare(one, two);
        }
    }

    /**
     * A part of an index.
     *
     * @param to its end, or nothing for the end of the index
     */
    record Span(Entry from, Optional<Entry> to) {}

    static Index of(Indexes.Declared by) {
        return new Index(by, PersistentMap.empty(), 0);
    }

    /** The entries of {@code record}, in order; none if it is of another type. */
    SortedSet<Entry> entriesOf(ItemRecord record) {
        SortedSet<Entry> found = new TreeSet<>();
        if (record.model().type().equals(by.type())) {
            Slot slot = record.slot();
            List<Value> facets = by.path()
                    .flatMap(path -> Properties.at(record.state().properties(), path))
                    .map(Properties::facets)
                    .orElse(List.of());
            facets.forEach(value -> found.add(new Entry(value, 0, slot)));
            if (facets.isEmpty()) {
                found.add(new Entry(null, 0, slot));
            }
        }
        return found;
    }

    /** The index with {@code more} of {@code item}. */
    Index with(SortedSet<Entry> more, ItemId item) {
        PersistentMap<Entry, ItemId> now = entries;
        for (Entry entry : more) {
            now = now.with(entry, item);
        }
        return new Index(by, now, elements + Math.max(0, more.size() - 1));
    }

    /** The index without {@code fewer}, all that an item has in it. */
    Index without(SortedSet<Entry> fewer) {
        PersistentMap<Entry, ItemId> now = entries;
        for (Entry entry : fewer) {
            now = now.without(entry);
        }
        return new Index(by, now, elements - Math.max(0, fewer.size() - 1));
    }

    /** All of it. */
    Span whole() {
        return new Span(Entry.before(null), Optional.empty());
    }

    /** Number of entries in {@code span}. */
    int count(Span span) {
        return span.to().map(entries::rank).orElse(entries.size()) - entries.rank(span.from());
    }

    /** The items of {@code span}, in order; one with a list may come several times. */
    Iterator<ItemId> items(Span span) {
        Iterator<Map.Entry<Entry, ItemId>> tail = entries.iteratorFrom(span.from());
        int count = count(span);
        return new Iterator<>() {
            private int left = count;

            @Override
            public boolean hasNext() {
                return left > 0;
            }

            @Override
            public ItemId next() {
                left--;
                return tail.next().getValue();
            }
        };
    }
}
