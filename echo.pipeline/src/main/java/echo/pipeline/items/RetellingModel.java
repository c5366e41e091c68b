package echo.pipeline.items;

import echo.api.Bytes;
import echo.api.Position;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.PersistentMap;
import echo.api.model.StateCodec;
import echo.api.value.Value;
import echo.codec.ItemStateCodec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Stands around a model that has no codec: keeps an item's mutations beside its state, and saves them. What is loaded is told
 * to the model again.
 *
 * @param <S> the state of the model within
 */
record RetellingModel<S>(Model<S> within) implements Model<RetellingModel.Told<S>> {
    /**
     * A state and how it came about. Equal when the mutations are, since the state follows from them.
     *
     * @param mutations all of them, the ignored ones too
     */
    record Told<S>(S state, PersistentMap<Position, Mutation> mutations) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Told<?> told && told.mutations.equals(mutations);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(mutations);
        }
    }

    /** {@code model}, if need be with this around it. */
    static Model<?> of(Model<?> model) {
        return model.codec().isPresent() ? model : new RetellingModel<>(model);
    }

    @Override
    public Ordering ordering() {
        return within.ordering();
    }

    @Override
    public Told<S> empty() {
        return new Told<>(within.empty(), PersistentMap.empty());
    }

    @Override
    public Outcome<Told<S>> apply(Told<S> told, Mutation mutation) {
        S state = Fold.step(within, told.state, mutation);
        return Outcome.applied(new Told<>(state, told.mutations.with(mutation.position(), mutation)));
    }

    @Override
    public Optional<StateCodec<Told<S>>> codec() {
        return Optional.of(StateCodec.of(
                told -> ItemStateCodec.mutations(told.mutations), saved -> Fold.of(this, Fold.saved(saved))));
    }

    @Override
    public Value.MapValue properties(Told<S> told) {
        return within.properties(told.state);
    }

    @Override
    public List<Bytes> undo(Told<S> before, Mutation mutation, Told<S> now) {
        return within.undo(before.state, mutation, now.state);
    }

    @Override
    public <H> Optional<H> handle(Class<H> kind, ItemEditor<Told<S>> editor) {
        return within.handle(kind, new ItemEditor<S>() {
            @Override
            public S state() {
                return editor.state().state;
            }

            @Override
            public void mutate(Bytes data) {
                editor.mutate(data);
            }

            @Override
            public OptionalInt operation() {
                return editor.operation();
            }
        });
    }
}
