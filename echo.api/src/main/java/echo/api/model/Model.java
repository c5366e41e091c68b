package echo.api.model;

import echo.api.Bytes;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says what an item of one type is and how mutations change it: a pure reducer, registered as a service with the properties
 * of {@link ProvidesModel}. The engine owns ordering, undo, batching, time travel and snapshots; a model only folds.
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

    /** The state after {@code mutation}; a no-op with a reason when its bytes mean nothing here. Total and pure. */
    Outcome<S> apply(S state, Mutation mutation);

    /** The state's canonical bytes: equal states, equal bytes. */
    Bytes save(S state);

    /**
     * The state whose {@link #save} gave {@code saved}.
     *
     * @throws IllegalArgumentException if {@code saved} was not made by {@link #save}
     */
    S load(Bytes saved);

    /** A typed handle of the wanted {@code kind} over {@code editor}, or nothing if this model has no such handle. */
    <H> Optional<H> handle(Class<H> kind, ItemEditor<S> editor);

    /**
     * Mutations that, written now, take back what {@code mutation} did when it was applied to {@code before}, and leave what
     * others did since; none if there is nothing to take back, or no way.
     *
     * @param now the state to which they will be applied
     */
    default List<Bytes> undo(S before, Mutation mutation, S now) {
        return List.of();
    }
}
