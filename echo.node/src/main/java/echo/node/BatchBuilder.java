package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.Position;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.api.party.Batch;
import echo.api.party.Place;
import echo.api.value.Value;
import echo.codec.Operation;
import echo.codec.Rank;
import echo.codec.Slot;
import echo.codec.ValueCodec;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.TypedState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Collects the operations of one batch: the verb <em>intend</em>. One thread. */
final class BatchBuilder implements Batch {
    private final NodeView view;
    private final Writer writer;
    private final PersistentMap<ModelId, Model<?>> models;
    private final Entropy entropy;
    private final Siblings siblings;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<ItemId, ItemRecord> created = new LinkedHashMap<>();
    private final Map<Edited, Object> handles = new LinkedHashMap<>();

    private record Edited(ItemId item, Class<?> handle) {}

    /** Whose batches these are: the party, the feed that takes them, and the ranks that were given in it. */
    record Writer(PartyKey party, FeedKey feed, LastRanks lastRanks) {}

    BatchBuilder(NodeView view, Writer writer, PersistentMap<ModelId, Model<?>> models, Entropy entropy) {
        this.view = view;
        this.writer = writer;
        this.models = models;
        this.entropy = entropy;
        this.siblings = new Siblings(view.snapshot(), writer.feed(), writer.lastRanks());
    }

    /** What was put in; at least one operation. */
    List<Operation> operations() {
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("the batch is empty; put at least one operation into it");
        }
        return operations;
    }

    @Override
    public ItemId create(String type, ItemId parent, Place place) {
        Optional<ModelId> newest = newest(type);
        return create(
                newest.orElseThrow(() -> new EchoException(
                        Kind.UNAVAILABLE, "no model of type " + type + " is installed; put its bundle into deploy")),
                parent,
                place);
    }

    @Override
    public ItemId create(ModelId model, ItemId parent, Place place) {
        Bytes nonce = entropy.next(Operation.NONCE_SIZE);
        ItemId id = ItemId.of(writer.feed(), nonce);
        Rank rank = rank(id, parent, place);
        add(new Operation.Create(nonce, model, parent, rank));
        models.get(model)
                .ifPresent(code -> created.put(id, fresh(id, model, code, new Slot(parent, rank, Position.FIRST))));
        return id;
    }

    @Override
    public <H> H edit(ItemId item, Class<H> handle) {
        return handle.cast(handles.computeIfAbsent(new Edited(item, handle), edited -> handle(item, handle)));
    }

    private <H> H handle(ItemId item, Class<H> handle) {
        ItemRecord record = Optional.ofNullable(created.get(item))
                .or(() -> view.snapshot().records().get(item))
                .orElseThrow(() -> new IllegalArgumentException("there is no item " + item));
        return NodeItem.handle(record, handle, data -> mutate(item, data), () -> OptionalInt.of(operations.size()));
    }

    void mutate(ItemId item, Bytes data) {
        add(new Operation.Mutate(item, data));
    }

    @Override
    public void move(ItemId item, ItemId parent, Place place) {
        add(new Operation.Move(item, parent, rank(item, parent, place)));
    }

    private Rank rank(ItemId item, ItemId parent, Place place) {
        return siblings.place(item, parent, place, entropy.next(Gap.CHANCE_BYTES));
    }

    @Override
    public void delete(ItemId item) {
        add(new Operation.Delete(item));
        siblings.mark(item, true);
    }

    @Override
    public void restore(ItemId item) {
        add(new Operation.Restore(item));
        siblings.mark(item, false);
    }

    @Override
    public void link(ItemId from, String type, ItemReference to, Value.MapValue properties) {
        if (from.equals(ItemId.ROOT)) {
            throw new IllegalArgumentException("the root is no item and has no links");
        }
        ValueCodec.encode(properties); // past a limit it throws here, where the caller can see why
        add(new Operation.Link(from, type, to.within(writer.party()), properties));
    }

    @Override
    public void unlink(ItemId from, String type, ItemReference to) {
        add(new Operation.Unlink(from, type, to.within(writer.party())));
    }

    private void add(Operation operation) {
        if (operations.size() == Limits.BATCH_OPERATIONS) {
            throw new IllegalArgumentException(
                    "a batch holds at most " + Limits.BATCH_OPERATIONS + " operations; write several");
        }
        operations.add(operation);
    }

    private Optional<ModelId> newest(String type) {
        ModelId newest = null;
        for (Map.Entry<ModelId, Model<?>> entry : models) {
            if (entry.getKey().type().equals(type)) {
                newest = entry.getKey(); // ids sort by version
            }
        }
        return Optional.ofNullable(newest);
    }

    private static <S> ItemRecord fresh(ItemId id, ModelId model, Model<S> code, Slot slot) {
        return new ItemRecord(id, model, slot, false, new TypedState<>(code, code.empty()));
    }
}
