package echo.pipeline.items;

import echo.api.Bytes;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An item's state together with the model that understands it. Immutable.
 *
 * @param <S> the state
 */
public record TypedState<S>(Model<S> model, S state) {
    /** Whether the model's code is missing. */
    public boolean opaque() {
        return model == OpaqueModel.INSTANCE;
    }

    /** The state's canonical bytes; of an opaque item, its mutations. */
    public Bytes save() {
        return model.save(state);
    }

    /**
     * A handle that shows this state and hands what is written to {@code mutate}.
     *
     * @param operation see {@link ItemEditor#operation}
     */
    public <H> Optional<H> handle(Class<H> kind, Consumer<Bytes> mutate, Supplier<OptionalInt> operation) {
        return model.handle(kind, new ItemEditor<S>() {
            @Override
            public S state() {
                return state;
            }

            @Override
            public void mutate(Bytes data) {
                mutate.accept(data);
            }

            @Override
            public OptionalInt operation() {
                return operation.get();
            }
        });
    }
}
