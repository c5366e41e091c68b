package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.Mutation;
import echo.codec.Operation;
import echo.codec.Operation.Link;
import echo.codec.Operation.Mutate;
import echo.codec.Operation.Unlink;
import echo.pipeline.items.Hierarchy.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The verb <em>apply</em>: the tree of items and the state of each, folded from released batches. Publishes immutable
 * {@link Snapshot}s.
 *
 * <p>One thread at a time.
 */
public final class ItemTree implements ItemPast {
    private final Hierarchy hierarchy = new Hierarchy();
    private final Map<ItemId, ItemLog<?>> logs = new LinkedHashMap<>();
    private final Map<ModelId, Model<?>> models = new TreeMap<>();
    private final LinkLog links = new LinkLog();
    private Course course = new Course(); // of the logs that have no reason for one of their own
    private Snapshot snapshot = Snapshot.EMPTY;

    /**
     * A batch at its place in the order.
     *
     * @param position of its first operation, which is operation 0
     */
    public record OrderedBatch(Position position, MemberKey author, long timeMs, List<Operation> operations) {}

    /**
     * What a burst cost.
     *
     * @param applied operations applied for the first time
     * @param repeated older ones that a late one made necessary to apply again
     */
    public record Work(int applied, int repeated) {}

    public Snapshot snapshot() {
        return snapshot;
    }

    /** Applies {@code burst}, in any order: each batch takes its place. One rewind per item serves all. */
    public Work apply(List<OrderedBatch> burst) {
        List<OrderedBatch> sorted = new ArrayList<>(burst);
        sorted.sort(Comparator.comparing(OrderedBatch::position));
        List<Step> steps = new ArrayList<>();
        Map<ItemId, List<Mutation>> mutations = new LinkedHashMap<>();
        int applied = 0;
        for (OrderedBatch batch : sorted) {
            applied += batch.operations().size();
            spread(batch, steps, mutations);
        }
        SortedSet<ItemId> placed = Hierarchy.none();
        int repeated = steps.isEmpty() ? 0 : hierarchy.apply(steps, placed);
        for (Map.Entry<ItemId, List<Mutation>> entry : mutations.entrySet()) {
            repeated += log(entry.getKey()).add(entry.getValue());
        }
        placed.forEach(this::publish);
        List<ItemId> mutated = new ArrayList<>(mutations.keySet());
        mutated.sort(Comparator.naturalOrder());
        snapshot = snapshot.with(mutated, item -> log(item).typed()).with(links.index());
        return new Work(applied, repeated);
    }

    /** Does the links of {@code batch}, and leaves the rest in {@code steps} and {@code mutations}. */
    private void spread(OrderedBatch batch, List<Step> steps, Map<ItemId, List<Mutation>> mutations) {
        for (int i = 0; i < batch.operations().size(); i++) {
            Operation operation = batch.operations().get(i);
            Position position = i == 0
                    ? batch.position()
                    : new Position(batch.position().lamport(), batch.position().feed(), i);
            if (operation instanceof Mutate mutate) {
                mutations
                        .computeIfAbsent(mutate.item(), id -> new ArrayList<>())
                        .add(new Mutation(position, batch.author(), batch.timeMs(), mutate.data()));
            } else if (operation instanceof Link link) {
                LinkIndex.Outgoing to = new LinkIndex.Outgoing(link.type(), link.to());
                links.add(link.from(), to, new LinkIndex.Last(position, Optional.of(link.properties())));
            } else if (operation instanceof Unlink unlink) {
                LinkIndex.Outgoing to = new LinkIndex.Outgoing(unlink.type(), unlink.to());
                links.add(unlink.from(), to, new LinkIndex.Last(position, Optional.empty()));
            } else {
                steps.add(new Step(position, Hierarchy.subject(position, operation), operation));
            }
        }
    }

    /** A model's code has arrived: items that waited for it come alive with the state that they would have had. */
    public void add(ModelId id, Model<?> model) {
        models.put(id, RetellingModel.of(model));
        refold(id);
    }

    /** A model's code has gone: its items wait. */
    public void remove(ModelId id) {
        models.remove(id);
        refold(id);
    }

    public boolean has(ModelId id) {
        return models.containsKey(id);
    }

    @Override
    public List<Act> acts(ItemId item) {
        return hierarchy.acts(item);
    }

    @Override
    public List<Act> actsFrom(Position from) {
        return hierarchy.actsFrom(from);
    }

    @Override
    public List<LinkAct> linkActs(ItemId source) {
        return links.acts(source);
    }

    @Override
    public List<LinkAct> linkActs(ItemId source, LinkIndex.Outgoing link, Position from) {
        return links.acts(source, link, from);
    }

    @Override
    public Optional<Stretch<?>> stretch(ItemId item, Position from, int most) {
        return Optional.ofNullable(logs.get(item)).map(log -> log.stretch(from, most));
    }

    private void refold(ModelId id) {
        course = new Course();
        for (Map.Entry<ItemId, ItemLog<?>> entry : logs.entrySet()) {
            Optional<Placement> placement = hierarchy.placement(entry.getKey());
            if (placement.filter(it -> it.model().equals(id)).isPresent()) {
                entry.setValue(entry.getValue().under(model(id), course));
                publish(entry.getKey());
            }
        }
    }

    private ItemLog<?> log(ItemId item) {
        ItemLog<?> log = logs.get(item);
        if (log == null) {
            log = new ItemLog<>(OpaqueModel.INSTANCE, List.of(), course);
            ItemId known = hierarchy.placement(item).map(Placement::item).orElse(item); // one object is enough
            logs.put(known, log);
        }
        return log;
    }

    private Model<?> model(ModelId id) {
        Model<?> model = models.get(id);
        return model == null ? OpaqueModel.INSTANCE : model;
    }

    private void publish(ItemId id) {
        Optional<Placement> placed = hierarchy.placement(id);
        if (placed.isEmpty()) {
            snapshot = snapshot.without(id);
            return;
        }
        Placement placement = placed.get();
        ItemLog<?> log = log(id);
        Model<?> model = model(placement.model());
        if (!log.typed().model().equals(model)) { // a late create can also show that the item is of another type
            log = log.under(model, course);
            logs.put(id, log);
        }
        snapshot = snapshot.with(new ItemRecord(placement, log.typed()));
    }
}
