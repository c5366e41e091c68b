package echo.simulation.contract;

import echo.api.model.Model;
import echo.api.model.Mutation;
import java.util.ArrayList;
import java.util.List;

/** The ways in which an engine brings mutations to a model. */
final class Fold {
    private Fold() {}

    /** Applies {@code mutations} one after the other to the empty state. */
    static <S> S straight(Model<S> model, List<Mutation> mutations) {
        S state = model.empty();
        for (Mutation mutation : mutations) {
            state = step(model, state, mutation);
        }
        return state;
    }

    /** The state after {@code mutation}: the same one if it is ignored. */
    static <S> S step(Model<S> model, S state, Mutation mutation) {
        return model.apply(state, mutation).after(state);
    }

    /** Takes {@code arrivals} as they come and keeps them applied in order: goes back to a kept state for each late one. */
    static <S> S rewinding(Model<S> model, List<Mutation> arrivals) {
        List<Mutation> order = new ArrayList<>();
        List<S> kept = new ArrayList<>(List.of(model.empty()));
        for (Mutation arrival : arrivals) {
            int at = 0;
            while (at < order.size() && order.get(at).position().compareTo(arrival.position()) < 0) {
                at++;
            }
            order.add(at, arrival);
            kept.subList(at + 1, kept.size()).clear();
            for (Mutation mutation : order.subList(at, order.size())) {
                kept.add(step(model, kept.get(kept.size() - 1), mutation));
            }
        }
        return kept.get(kept.size() - 1);
    }
}
