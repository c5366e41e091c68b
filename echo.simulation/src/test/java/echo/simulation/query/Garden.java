package echo.simulation.query;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.item.ObjectItem;
import echo.api.item.ThreadItem;
import echo.api.model.ItemEditor;
import echo.api.model.ModelId;
import echo.api.party.Selection.Plan;
import echo.api.query.Query;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.codec.Operation;
import echo.model.messenger.MessengerModel;
import echo.model.object.ObjectModel;
import echo.model.object.ObjectState;
import echo.pipeline.items.ItemTree;
import echo.pipeline.items.ItemTree.OrderedBatch;
import echo.pipeline.query.Finder;
import echo.pipeline.query.Indexes;
import echo.pipeline.query.ItemGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A party of one writer, items and queries alone: operations collect until {@link #grow} applies them as one burst. */
final class Garden {
    static final ModelId OBJECT = ModelId.of(ObjectItem.TYPE, "1.0.0");
    static final ModelId THREAD = ModelId.of(ThreadItem.TYPE, "1.0.0");
    private static final FeedKey FEED =
            new FeedKey(Hash.of(Bytes.utf8("garden")).bytes());

    private final ItemTree tree = new ItemTree();
    private final List<OrderedBatch> burst = new ArrayList<>();
    private final Map<ItemId, String> names = new TreeMap<>();
    private ItemGraph graph = ItemGraph.EMPTY;
    private long lamport;
    private long nonce;

    Garden() {
        tree.add(OBJECT, new ObjectModel());
        tree.add(THREAD, new MessengerModel());
    }

    ItemTree tree() {
        return tree;
    }

    /** What was grown so far. */
    ItemGraph graph() {
        return graph;
    }

    ItemId create(ModelId model, ItemId parent) {
        nonce++;
        Bytes bytes = Bytes.hex(String.format("%016x", nonce));
        write(new Operation.Create(bytes, model, parent));
        return ItemId.of(FEED, bytes);
    }

    /** An object that answers by its name. */
    ItemId named(String name, ItemId parent) {
        ItemId item = create(OBJECT, parent);
        names.put(item, name);
        set(item, "name", Value.of(name));
        return item;
    }

    void set(ItemId item, String path, Value value) {
        edit(item, object -> object.set(path, value));
    }

    void unset(ItemId item, String path) {
        edit(item, object -> object.unset(Path.of(path)));
    }

    void edit(ItemId item, Consumer<ObjectItem> change) {
        ItemEditor<ObjectState> editor = new ItemEditor<>() {
            @Override
            public ObjectState state() {
                return ObjectState.EMPTY;
            }

            @Override
            public void mutate(Bytes data) {
                write(new Operation.Mutate(item, data));
            }
        };
        change.accept(new ObjectModel().handle(ObjectItem.class, editor).orElseThrow());
    }

    void move(ItemId item, ItemId parent) {
        write(new Operation.Move(item, parent));
    }

    void delete(ItemId item) {
        write(new Operation.Delete(item));
    }

    void restore(ItemId item) {
        write(new Operation.Restore(item));
    }

    private void write(Operation operation) {
        lamport++;
        MemberKey author = new MemberKey(FEED.bytes());
        burst.add(new OrderedBatch(new Position(lamport, FEED, 0), author, 0, List.of(operation)));
    }

    /** Applies what was written; gives the graph that it was applied to. */
    ItemGraph grow() {
        ItemGraph before = graph;
        tree.apply(burst);
        burst.clear();
        graph = graph.next(tree.snapshot());
        return before;
    }

    void index(String type, String path) {
        graph = graph.indexed(new Indexes.Declared(type, Optional.of(Path.of(path))));
    }

    void indexTypes(String type) {
        graph = graph.indexed(new Indexes.Declared(type, Optional.empty()));
    }

    List<ItemId> find(Query query) {
        return find(graph, query);
    }

    static List<ItemId> find(ItemGraph graph, Query query) {
        return new Finder(graph, query)
                .find().rows().stream().map(row -> row.record().id()).toList();
    }

    /** The names of what the text form finds, with spaces between. */
    String names(String query) {
        return names(Query.parse(query));
    }

    String names(Query query) {
        return String.join(" ", find(query).stream().map(names::get).toList());
    }

    Plan plan(String query) {
        return new Finder(graph, Query.parse(query)).find().plan();
    }
}
