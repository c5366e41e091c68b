package echo.pipeline.items;

import echo.api.Bytes;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import echo.codec.Decoded;
import echo.codec.ItemStateCodec;
import java.util.List;

/** Mutations into states. */
public final class Fold {
    private Fold() {}

    /** What became of {@code mutation}. A model that throws, against its contract, does nothing: it is a guest in the party. */
    public static <S> Outcome<S> outcome(Model<S> model, S state, Mutation mutation) {
        try {
            return model.apply(state, mutation);
        } catch (RuntimeException e) {
            return Outcome.ignored("its model failed: " + e);
        }
    }

    /** The state that {@code outcome} leaves of {@code state}: the same one if the mutation is ignored. */
    public static <S> S after(S state, Outcome<S> outcome) {
        return outcome instanceof Outcome.Applied<S> applied ? applied.state() : state;
    }

    /** The state after {@code mutation}. */
    static <S> S step(Model<S> model, S state, Mutation mutation) {
        return after(state, outcome(model, state, mutation));
    }

    /** The state after {@code mutations}, one after the other. */
    static <S> S of(Model<S> model, List<Mutation> mutations) {
        S state = model.empty();
        for (Mutation mutation : mutations) {
            state = step(model, state, mutation);
        }
        return state;
    }

    /**
     * The mutations that an item was saved as.
     *
     * @throws IllegalArgumentException if {@code saved} is something else
     */
    static List<Mutation> saved(Bytes saved) {
        Decoded<List<Mutation>> decoded = ItemStateCodec.mutations(saved);
        if (decoded instanceof Decoded.Valid<List<Mutation>> valid) {
            return valid.value();
        }
        throw new IllegalArgumentException("not saved mutations: " + decoded);
    }
}
