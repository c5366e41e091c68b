package echo.simulation.query;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
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
import echo.simulation.query.PlainAnswer.PlainLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A party of one writer, items and queries alone: operations collect until {@link #grow} applies them as one burst. */
final class Garden {
    static final ModelId OBJECT = ModelId.of(ObjectItem.TYPE, "1.0.0");
    static final ModelId THREAD = ModelId.of(ThreadItem.TYPE, "1.0.0");
    private static final ObjectModel OBJECTS = new ObjectModel();
    private static final MessengerModel THREADS = new MessengerModel();
    private static final FeedKey FEED =
            new FeedKey(Hash.of(Bytes.utf8("garden")).bytes());
    private static final FeedKey ELSEWHERE =
            new FeedKey(Hash.of(Bytes.utf8("late")).bytes());

    private final List<OrderedBatch> burst = new ArrayList<>();
    private final List<OrderedBatch> all = new ArrayList<>();
    private final SortedSet<ItemId> written = new TreeSet<>();
    private ItemTree tree = planted();
    private final Map<ItemId, String> names = new TreeMap<>();
    private final Map<PlainLink, LinkAct> linkActs = new LinkedHashMap<>();
    private ItemGraph graph = ItemGraph.EMPTY;
    private Optional<Long> late = Optional.empty();
    private long lamport;
    private long nonce;
    private int lateCount;

    /** The last operation on a link in the order so far: whether it left the link there. */
    private record LinkAct(Position position, boolean there) {}

    private static ItemTree planted() {
        ItemTree tree = new ItemTree();
        tree.add(OBJECT, OBJECTS);
        tree.add(THREAD, THREADS);
        return tree;
    }

    ItemTree tree() {
        return tree;
    }

    /** What was grown so far. */
    ItemGraph graph() {
        return graph;
    }

    ItemId create(ModelId model, ItemId parent) {
        ItemId item = next();
        nonce++;
        write(new Operation.Create(nonce(nonce), model, parent));
        return item;
    }

    /** The item that {@link #create} makes next. */
    ItemId next() {
        return ItemId.of(FEED, nonce(nonce + 1));
    }

    private static Bytes nonce(long number) {
        return Bytes.hex(String.format("%016x", number));
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

    void link(ItemId from, String type, ItemReference to) {
        link(from, type, to, new Value.MapValue(new TreeMap<>()));
    }

    void link(ItemId from, String type, ItemReference to, Value.MapValue properties) {
        keep(write(new Operation.Link(from, type, to, properties)), new PlainLink(from, type, to), true);
    }

    void unlink(ItemId from, String type, ItemReference to) {
        keep(write(new Operation.Unlink(from, type, to)), new PlainLink(from, type, to), false);
    }

    private void keep(Position position, PlainLink link, boolean there) {
        LinkAct act = new LinkAct(position, there);
        linkActs.merge(link, act, (one, two) -> one.position().compareTo(two.position()) > 0 ? one : two);
    }

    /** The links that there are after {@link #grow}, folded by themselves. */
    List<PlainLink> links() {
        return linkActs.entrySet().stream()
                .filter(entry -> entry.getValue().there())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All that {@code writing} writes, but for creations, is of another who had seen only a part of what was written so far. */
    void late(double part, Runnable writing) {
        late = Optional.of(1 + (long) (part * lamport));
        writing.run();
        late = Optional.empty();
    }

    private Position write(Operation operation) {
        lamport++;
        Position position = late.filter(it -> !(operation instanceof Operation.Create))
                .map(it -> new Position(it, ELSEWHERE, lateCount++))
                .orElseGet(() -> new Position(lamport, FEED, 0));
        burst.add(new OrderedBatch(position, new MemberKey(FEED.bytes()), 0, List.of(operation)));
        return position;
    }

    /** What {@code query} must find now. */
    List<ItemId> plainly(Query query) {
        return new PlainAnswer(graph, links()).find(query);
    }

    /** The items of which the last {@link #grow} applied mutations. */
    SortedSet<ItemId> written() {
        return written;
    }

    /** Applies all once more, to nothing, as a node does that reads its store again; gives the graph before. */
    ItemGraph growAnew() {
        ItemGraph before = graph;
        tree = planted();
        tree.apply(all);
        graph = graph.next(tree.snapshot());
        return before;
    }

    /** Applies what was written; gives the graph that it was applied to. */
    ItemGraph grow() {
        ItemGraph before = graph;
        tree.apply(burst);
        all.addAll(burst);
        written.clear();
        for (OrderedBatch batch : burst) {
            if (batch.operations().get(0) instanceof Operation.Mutate mutate) {
                written.add(mutate.item());
            }
        }
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

    String name(ItemId item) {
        return names.getOrDefault(item, item.toString());
    }

    Plan plan(String query) {
        return new Finder(graph, Query.parse(query)).find().plan();
    }
}
