package echo.api.model;

import echo.api.Bytes;
import echo.api.value.Value;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what an item of one type is and how mutations change it: a pure reducer, registered as a service with the properties
 * of {@link ProvidesModel}. The engine owns ordering, rewinding, batching, time travel and snapshots; a model only folds. The
 * smallest one has {@link #ordering}, {@link #empty} and {@link #apply}; what else it overrides makes its items smaller to keep
 * ({@link #codec}), found ({@link #properties}), taken back ({@link #undo}) and pleasant to change ({@link #handle}).
 *
 * <p>States are immutable values. No method reads clock, chance, thread, file or socket, and none throws for any bytes that a
 * peer may have sent. Any thread; a model has no state of its own.
 *
 * @param <S> the state of one item
 */
@ConsumerType
public interface Model<S> {
    /** In which order {@link #apply} may see concurrent mutations. */
    Ordering ordering();

    /** The state before any mutation. */
    S empty();

    /**
     * The state after {@code mutation}; a no-op with a reason when its bytes mean nothing here. Total and pure. A {@link
     * Ordering#CAUSAL} model must not ignore for what is not there yet, which it may be elsewhere: see there.
     */
    Outcome<S> apply(S state, Mutation mutation);

    /** How states become bytes. Nothing, the default: the engine saves an item as all its mutations in order. */
    default Optional<StateCodec<S>> codec() {
        return Optional.empty();
    }

    /** What queries see of {@code state}; by default nothing. Pure, and total like {@link #apply}. */
    default Value.MapValue properties(S state) {
        return Value.MapValue.EMPTY;
    }

    /**
     * Takes {@code mutation} back: what to write now, in one batch and by its author, to end what it did when it was applied to
     * {@code before}, and leave alone what others did since. Each is a mutation of this model, and can be taken back like any
     * other. Nothing, the default, when there is nothing left to take back, or no way. Pure, and total like {@link #apply}.
     *
     * <p>Where nobody else writes, undo after undo leads people back through every state that they saw, and their undos forward again.
     * So what comes back should be found by the undo of what first brought it. What is not taken back, a model documents.
     *
     * @param before the state just before {@code mutation}, in the order of the fold
     * @param now the state that the author sees, in which {@code mutation} is applied
     */
    default List<Bytes> undo(S before, Mutation mutation, S now) {
        return List.of();
    }

    /** A typed handle of the wanted {@code kind} over {@code editor}; nothing, the default, if this model has no such handle. */
    default <H> Optional<H> handle(Class<H> kind, ItemEditor<S> editor) {
        return Optional.empty();
    }
}
