package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.Position;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.api.party.Batch;
import echo.codec.Operation;
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
    private final FeedKey feed;
    private final PersistentMap<ModelId, Model<?>> models;
    private final Entropy entropy;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<ItemId, ItemRecord> created = new LinkedHashMap<>();
    private final Map<Edited, Object> handles = new LinkedHashMap<>();

    private record Edited(ItemId item, Class<?> handle) {}

    BatchBuilder(NodeView view, FeedKey feed, PersistentMap<ModelId, Model<?>> models, Entropy entropy) {
        this.view = view;
        this.feed = feed;
        this.models = models;
        this.entropy = entropy;
    }

    /** What was put in; at least one operation. */
    List<Operation> operations() {
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("the batch is empty; put at least one operation into it");
        }
        return operations;
    }

    @Override
    public ItemId create(String type, ItemId parent) {
        Optional<ModelId> newest = newest(type);
        return create(
                newest.orElseThrow(() -> new EchoException(
                        Kind.UNAVAILABLE, "no model of type " + type + " is installed; put its bundle into deploy")),
                parent);
    }

    @Override
    public ItemId create(ModelId model, ItemId parent) {
        Bytes nonce = entropy.next(Operation.NONCE_SIZE);
        ItemId id = ItemId.of(feed, nonce);
        add(new Operation.Create(nonce, model, parent));
        models.get(model).ifPresent(code -> created.put(id, fresh(id, model, code, parent)));
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
    public void move(ItemId item, ItemId parent) {
        add(new Operation.Move(item, parent));
    }

    @Override
    public void delete(ItemId item) {
        add(new Operation.Delete(item));
    }

    @Override
    public void restore(ItemId item) {
        add(new Operation.Restore(item));
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

    private static <S> ItemRecord fresh(ItemId id, ModelId model, Model<S> code, ItemId parent) {
        return new ItemRecord(id, model, parent, Position.FIRST, false, new TypedState<>(code, code.empty()));
    }
}
