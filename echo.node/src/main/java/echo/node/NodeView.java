package echo.node;

import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.feed.Timeframe;
import echo.api.party.Deleted;
import echo.api.party.Item;
import echo.api.party.Link;
import echo.api.party.Selection;
import echo.api.party.View;
import echo.api.query.Query;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.Snapshot;
import echo.pipeline.query.Finder;
import echo.pipeline.query.Indexes;
import echo.pipeline.query.ItemGraph;
import echo.pipeline.query.Row;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A snapshot as readers see it. Immutable but for what it remembers of its own hash; any thread. */
final class NodeView implements View {
    private final Pen pen;
    private final ItemGraph graph;
    private final Timeframe timeframe;
    private final long number;
    private volatile @Nullable Hash stateHash;

    /** The view of a party that has nothing yet, whose handles write with {@code pen}. */
    NodeView(Pen pen) {
        this(pen, ItemGraph.EMPTY, Timeframe.EMPTY, 0);
    }

    private NodeView(Pen pen, ItemGraph graph, Timeframe timeframe, long number) {
        this.pen = pen;
        this.graph = graph;
        this.timeframe = timeframe;
        this.number = number;
    }

    /** The view after this one. */
    NodeView next(Snapshot snapshot, Timeframe covered) {
        return new NodeView(pen, graph.next(snapshot), covered, number + 1);
    }

    /** This view with one index more. */
    NodeView indexed(Indexes.Declared by) {
        return new NodeView(pen, graph.indexed(by), timeframe, number);
    }

    Snapshot snapshot() {
        return graph.snapshot();
    }

    ItemGraph graph() {
        return graph;
    }

    /** How many views of the party came before. */
    long number() {
        return number;
    }

    @Override
    public Timeframe timeframe() {
        return timeframe;
    }

    @Override
    public Optional<Item> item(ItemId id) {
        return graph.snapshot().records().get(id).map(this::item);
    }

    @Override
    public List<Item> children(ItemId parent, Deleted which) {
        return graph.snapshot().children(parent).stream()
                .filter(record -> which.shows(record.deleted()))
                .map(this::item)
                .toList();
    }

    @Override
    public List<Link> links(ItemId from) {
        return graph.snapshot().links(from);
    }

    @Override
    public List<Link> linksTo(ItemId to) {
        return graph.snapshot().linksTo(ItemReference.to(to));
    }

    @Override
    public int size() {
        int size = 0;
        Deque<ItemId> open = new ArrayDeque<>(List.of(ItemId.ROOT));
        while (!open.isEmpty()) {
            for (ItemRecord child : graph.snapshot().children(open.pop())) {
                if (!child.deleted()) {
                    size++;
                    open.push(child.id());
                }
            }
        }
        return size;
    }

    @Override
    public Selection select(Query query) {
        Finder.Found found = new Finder(graph, query).find();
        return new Selection(items(found.rows()), found.next(), found.plan());
    }

    /** The items of {@code rows}, as this view shows them. */
    List<Item> items(List<Row> rows) {
        return rows.stream().map(row -> item(row.record())).toList();
    }

    @Override
    public Hash stateHash() {
        Hash known = stateHash;
        if (known == null) {
            known = graph.snapshot().stateHash();
            stateHash = known;
        }
        return known;
    }

    private Item item(ItemRecord record) {
        return new NodeItem(pen, this, record);
    }
}
