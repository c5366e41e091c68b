package echo.bench.workload.sim;

import echo.api.Bytes;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.StateCodec;
import echo.api.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * Another model, of which is counted how many mutations it applies. One thread.
 *
 * @param <S> its state
 */
final class CountingModel<S> implements Model<S> {
    private final Model<S> model;
    private long applied;

    CountingModel(Model<S> model) {
        this.model = model;
    }

    /** Mutations applied so far, some of them again. */
    long applied() {
        return applied;
    }

    @Override
    public Ordering ordering() {
        return model.ordering();
    }

    @Override
    public S empty() {
        return model.empty();
    }

    @Override
    public Outcome<S> apply(S state, Mutation mutation) {
        applied++;
        return model.apply(state, mutation);
    }

    @Override
    public Optional<StateCodec<S>> codec() {
        return model.codec();
    }

    @Override
    public Value.MapValue properties(S state) {
        return model.properties(state);
    }

    @Override
    public List<Bytes> undo(S before, Mutation mutation, S now) {
        return model.undo(before, mutation, now);
    }

    @Override
    public <H> Optional<H> handle(Class<H> kind, ItemEditor<S> editor) {
        return model.handle(kind, editor);
    }
}
