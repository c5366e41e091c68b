package echo.pipeline.items;

import echo.api.Bytes;
import echo.api.Position;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.PersistentMap;
import echo.codec.ItemStateCodec;
import java.util.Optional;

/** Stands in for a model whose code is missing: the state is the mutations themselves, kept until a bundle arrives. */
enum OpaqueModel implements Model<PersistentMap<Position, Mutation>> {
    INSTANCE;

    @Override
    public Ordering ordering() {
        return Ordering.CAUSAL; // they are only collected, by position
    }

    @Override
    public PersistentMap<Position, Mutation> empty() {
        return PersistentMap.empty();
    }

    @Override
    public Outcome<PersistentMap<Position, Mutation>> apply(
            PersistentMap<Position, Mutation> state, Mutation mutation) {
        return Outcome.applied(state.with(mutation.position(), mutation));
    }

    /** All mutations, in order. */
    @Override
    public Bytes save(PersistentMap<Position, Mutation> state) {
        return ItemStateCodec.mutations(state);
    }

    @Override
    public PersistentMap<Position, Mutation> load(Bytes saved) {
        throw new IllegalArgumentException("an opaque item is never loaded: its mutations are");
    }

    @Override
    public <H> Optional<H> handle(Class<H> kind, ItemEditor<PersistentMap<Position, Mutation>> editor) {
        return Optional.empty();
    }
}
