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

    /** The state after {@code mutation}. */
    public static <S> S step(Model<S> model, S state, Mutation mutation) {
        return outcome(model, state, mutation).after(state);
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
