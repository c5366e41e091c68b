package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.model.ModelId;
import echo.api.party.Item;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.TypedState;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One item of a view. Immutable; any thread. */
final class NodeItem implements Item {
    private final Pen pen;
    private final NodeView view;
    private final ItemRecord record;

    NodeItem(Pen pen, NodeView view, ItemRecord record) {
        this.pen = pen;
        this.view = view;
        this.record = record;
    }

    @Override
    public ItemId id() {
        return record.id();
    }

    @Override
    public ModelId model() {
        return record.model();
    }

    @Override
    public ItemId parent() {
        return record.parent();
    }

    @Override
    public boolean deleted() {
        return view.snapshot().isDeleted(record);
    }

    @Override
    public boolean opaque() {
        return record.state().opaque();
    }

    @Override
    public Hash stateHash() {
        return record.hash(view.snapshot().links());
    }

    @Override
    public <H> H as(Class<H> handle) {
        return handle(record, handle, data -> pen.mutate(record.id(), data), OptionalInt::empty);
    }

    /** A handle over {@code record}'s state that hands what is written to {@code sink}; see {@link TypedState#handle}. */
    static <H> H handle(ItemRecord record, Class<H> handle, Consumer<Bytes> sink, Supplier<OptionalInt> operation) {
        if (record.state().opaque()) {
            throw new EchoException(
                    Kind.UNAVAILABLE,
                    "item " + record.id() + " waits for a bundle that provides " + record.model()
                            + "; put one into the deploy folder");
        }
        return record.state()
                .handle(handle, sink, operation)
                .orElseThrow(() -> new EchoException(
                        Kind.USAGE,
                        "item " + record.id() + " is of type " + record.model().type() + ", which has no "
                                + handle.getSimpleName()));
    }

    @Override
    public String toString() {
        return record.model().type() + " " + record.id();
    }
}
