package echo.simulation.contract;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.model.Model;
import echo.api.model.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The only author of an item, who writes batches and takes them back as a party does; see {@link echo.api.past.Edits}. */
final class LoneAuthor<S> {
    private static final FeedKey FEED = History.feed(0);
    private static final MemberKey MEMBER = History.member(0);

    private final Model<S> model;
    private S state;
    private long lamport;

    /** Mutations that were written together; none if there was nothing to take back. */
    record Batch<S>(List<Step<S>> steps) {}

    /** @param before the state just before {@code mutation} */
    record Step<S>(S before, Mutation mutation) {}

    LoneAuthor(Model<S> model) {
        this.model = model;
        this.state = model.empty();
    }

    S state() {
        return state;
    }

    /**
     * Writes a batch of {@code size} mutations.
     *
     * @param stale whether {@code writer} is shown the state before the batch, as a handle may do, instead of the one so far
     */
    Batch<S> write(int size, boolean stale, Function<S, Bytes> writer) {
        S start = state;
        List<Step<S>> steps = new ArrayList<>();
        lamport++;
        for (int i = 0; i < size; i++) {
            steps.add(write(i, writer.apply(stale ? start : state)));
        }
        return new Batch<>(steps);
    }

    /** Writes what takes {@code batch} back, which may be itself what took another one back. */
    Batch<S> takeBack(Batch<S> batch) {
        List<Bytes> back = plan(batch.steps);
        return write(back.size(), true, new Function<>() {
            private int next;

            @Override
            public Bytes apply(S start) {
                return back.get(next++);
            }
        });
    }

    /** Goes back step by step, on a draft: what is written has another position. */
    private List<Bytes> plan(List<Step<S>> steps) {
        List<Bytes> plan = new ArrayList<>();
        S draft = state;
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step<S> step = steps.get(i);
            if (model.apply(step.before, step.mutation).idle().isPresent()) {
                continue;
            }
            for (Bytes data : model.undo(step.before, step.mutation, draft)) {
                Position end = new Position(Long.MAX_VALUE, FEED, plan.size());
                draft = Fold.step(model, draft, new Mutation(end, MEMBER, 0, data));
                plan.add(data);
            }
        }
        return plan;
    }

    private Step<S> write(int operation, Bytes data) {
        Step<S> step = new Step<>(state, new Mutation(new Position(lamport, FEED, operation), MEMBER, lamport, data));
        state = Fold.step(model, state, step.mutation);
        return step;
    }
}
