package echo.pipeline.query;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.query.Step;
import echo.codec.Slot;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.Snapshot;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * What a query reads: the items of one snapshot, the ways from one to another, and indexes. Nothing else of this package knows
 * how a snapshot keeps them; a new kind of way is a method here and a {@link echo.api.query.Step}.
 *
 * <p>Immutable; any thread.
 */
public final class ItemGraph {
    public static final ItemGraph EMPTY = new ItemGraph(Snapshot.EMPTY, Indexes.NONE);

    private final Snapshot snapshot;
    private final Indexes indexes;

    private ItemGraph(Snapshot snapshot, Indexes indexes) {
        this.snapshot = snapshot;
        this.indexes = indexes;
    }

    /** The items of {@code now} with the indexes that there are. Costs nothing without indexes, else as {@link #differing}. */
    public ItemGraph next(Snapshot now) {
        return new ItemGraph(now, indexes.follow(snapshot, now));
    }

    /** The same items with one index more. Costs time in proportion to the items. */
    public ItemGraph indexed(Indexes.Declared by) {
        return new ItemGraph(snapshot, indexes.with(by, snapshot));
    }

    /**
     * The items of which {@code before} says something else: of themselves, or of what is linked with them. Costs time in
     * proportion to these, if one was made of the other.
     */
    public SortedSet<ItemId> differing(ItemGraph before) {
        return Difference.withLinks(before.snapshot, snapshot).items();
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    List<Index> indexes(String type) {
        return indexes.of(type);
    }

    /** Number of all items, deleted ones included. */
    int size() {
        return snapshot.records().size();
    }

    /** All items, deleted ones included, in the order of ids. */
    Iterator<Row> all() {
        Iterator<Map.Entry<ItemId, ItemRecord>> records = snapshot.records().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public Row next() {
                return row(records.next().getValue());
            }
        };
    }

    /** The item of that id; nothing for the root. */
    public Optional<Row> item(ItemId id) {
        return snapshot.records().get(id).map(this::row);
    }

    /** Those directly below {@code parent}, deleted ones included, in sibling order. */
    public List<Row> children(ItemId parent) {
        return snapshot.children(parent).stream().map(this::row).toList();
    }

    /** How many are directly below {@code parent}, deleted ones included. */
    int childCount(ItemId parent) {
        return snapshot.slots().rank(Slot.last(parent)) - snapshot.slots().rank(Slot.first(parent));
    }

    /** The items at the other ends of {@code links} of {@code one}, each once, in the order of ids. */
    Stream<Row> linked(ItemReference one, Step.Links links) {
        return ends(one, links).filter(end -> end.party().isEmpty()).flatMap(end -> item(end.item()).stream());
    }

    /** The other ends of {@code links} of {@code one}, ascending: targets need not exist, or may be another party's. */
    Stream<ItemReference> ends(ItemReference one, Step.Links links) {
        if (links.to() == Step.End.SOURCES) {
            return snapshot.links().sources(one, links.type()).filter(this::has).map(ItemReference::to);
        }
        boolean there = one.party().isEmpty() && has(one.item());
        return there ? snapshot.links().targets(one.item(), links.type()) : Stream.empty();
    }

    /** As many as there are {@link #ends}, or some more, without a look at each. */
    int countEnds(ItemReference one, Step.Links links) {
        if (links.to() == Step.End.SOURCES) {
            return snapshot.links().countSources(one, links.type());
        }
        return one.party().isEmpty() ? snapshot.links().countTargets(one.item(), links.type()) : 0;
    }

    /** Whether {@code two} is among the {@link #ends}. */
    boolean areLinked(ItemId one, Step.Links links, ItemReference two) {
        return links.to() == Step.End.TARGETS
                ? has(one) && snapshot.links().has(one, links.type(), two)
                : has(two.item()) && snapshot.links().has(two.item(), links.type(), ItemReference.to(one));
    }

    private boolean has(ItemId item) {
        return snapshot.records().containsKey(item);
    }

    private Row row(ItemRecord record) {
        return new Row(this, record);
    }
}
