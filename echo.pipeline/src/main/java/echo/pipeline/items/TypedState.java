package echo.pipeline.items;

import echo.api.Bytes;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.value.Value;
import echo.codec.ItemStateCodec.Form;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An item's state together with the model that understands it. Immutable.
 *
 * @param <S> the state
 */
public final class TypedState<S> {
    private final Model<S> model;
    private final S state;
    private final Course course;

    /** A state that {@code course} has come to. */
    TypedState(Model<S> model, S state, Course course) {
        this.model = model;
        this.state = state;
        this.course = course;
    }

    /** A state that nothing is made of. */
    public TypedState(Model<S> model, S state) {
        this(model, state, new Course());
    }

    public Model<S> model() {
        return model;
    }

    public S state() {
        return state;
    }

    Course course() {
        return course;
    }

    /** The state that its course came to next. */
    TypedState<S> next(S further) {
        return new TypedState<>(model, further, course);
    }

    /** Whether the model's code is missing. */
    public boolean opaque() {
        return model == OpaqueModel.INSTANCE;
    }

    /** What {@link #save} gives. */
    public Form form() {
        return opaque() ? Form.OPAQUE : model instanceof RetellingModel<?> ? Form.RETOLD : Form.STATE;
    }

    /** The state's canonical bytes; its mutations, if the model has no codec or is missing. */
    public Bytes save() {
        return model.codec()
                .orElseThrow(() -> new IllegalStateException(model + " has lost its codec"))
                .save(state);
    }

    /** What queries see of the state; nothing of an opaque item, or when the model fails against its contract. */
    public Value.MapValue properties() {
        try {
            return model.properties(state);
        } catch (RuntimeException e) {
            return Value.MapValue.EMPTY;
        }
    }

    /** A handle that shows this state and hands what is written to {@code mutate}, outside of a batch. */
    public <H> Optional<H> handle(Class<H> kind, Consumer<Bytes> mutate) {
        return handle(kind, mutate, OptionalInt::empty);
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
