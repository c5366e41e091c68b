package echo.pipeline.items;

import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import java.util.List;

/**
 * Some of an item's mutations in the party's order, and what it takes to know the state before them. Taken from a log on the
 * party's loop and folded elsewhere. Immutable; any thread.
 *
 * @param model folds the mutations
 * @param base the state before {@code lead}
 * @param lead the mutations between {@code base} and {@code mutations}
 * @param mutations those that the stretch is about
 * @param <S> the model's state
 */
public record Stretch<S>(Model<S> model, S base, List<Mutation> lead, List<Mutation> mutations) {
    public Stretch {
        lead = List.copyOf(lead);
        mutations = List.copyOf(mutations);
    }

    /** Sees what each mutation did. */
    @FunctionalInterface
    public interface Visitor<S> {
        void visit(Mutation mutation, S before, Outcome<S> outcome);
    }

    /** The state before the first of the mutations. */
    public S before() {
        S state = base;
        for (Mutation mutation : lead) {
            state = Fold.step(model, state, mutation);
        }
        return state;
    }

    /** Applies the mutations in order and shows each to {@code visitor}. */
    public void forEach(Visitor<S> visitor) {
        S state = before();
        for (Mutation mutation : mutations) {
            Outcome<S> outcome = Fold.outcome(model, state, mutation);
            visitor.visit(mutation, state, outcome);
            state = outcome.after(state);
        }
    }

    /** Whether the model's code is missing. */
    public boolean opaque() {
        return model == OpaqueModel.INSTANCE;
    }
}
