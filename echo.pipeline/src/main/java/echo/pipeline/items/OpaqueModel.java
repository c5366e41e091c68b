package echo.pipeline.items;

import echo.api.Position;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.PersistentMap;
import echo.api.model.StateCodec;
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

    /** Saves all mutations, in order. */
    @Override
    public Optional<StateCodec<PersistentMap<Position, Mutation>>> codec() {
        return Optional.of(StateCodec.of(ItemStateCodec::mutations, saved -> Fold.of(this, Fold.saved(saved))));
    }
}
