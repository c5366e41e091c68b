package echo.pipeline.past;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.past.Undo.NotUndoable;
import echo.api.past.Undo.Part;
import echo.api.past.Undo.Undone;
import echo.codec.Operation;
import echo.codec.Operation.Mutate;
import echo.pipeline.items.Act;
import echo.pipeline.items.Fold;
import echo.pipeline.items.ItemPast;
import echo.pipeline.items.LinkIndex.Incoming;
import echo.pipeline.items.Snapshot;
import echo.pipeline.items.Stretch;
import echo.pipeline.items.TypedState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How to take back one batch: operations to write now that undo what it did and leave what others did since. Made on the
 * engine's thread of what undoing needs; worked out, by {@link #carryOut}, on any one thread.
 */
public final class UndoPlan {
    // The batch is undone backwards, and each step sees what the steps before it will have done: `tree`, `links` and
    // `states` are the present with these steps applied. So a batch that moves an item twice moves it back twice, each
    // time because the item is, by then, where that move put it.

    private final List<Step> steps;
    private final UndoneTree tree;
    private final UndoneLinks links = new UndoneLinks();
    private final Map<ItemId, Now<?>> states = new TreeMap<>();
    private final List<Operation> operations = new ArrayList<>();

    /** One operation of the batch, and what the engine has of it. */
    private sealed interface Step {
        record OfTree(Act act) implements Step {}

        record OfLink(Incoming link, Position place) implements Step {}

        record OfState(ItemId item, Optional<Stretch<?>> stretch) implements Step {}

        /** The operation is not applied. */
        record Missing(ItemId item) implements Step {}
    }

    /**
     * What is to be written.
     *
     * @param operations in the order of writing; none if nothing can be undone
     * @param parts what becomes of each operation of the batch, in its order
     */
    public record Plan(List<Operation> operations, List<Part> parts) {}

    private UndoPlan(List<Step> steps, UndoneTree tree) {
        this.steps = steps;
        this.tree = tree;
    }

    /** A plan to take back the message at {@code position}, whose body is {@code batch}, from what {@code now} shows. */
    public static UndoPlan of(Position position, List<Operation> batch, ItemPast past, Snapshot now) {
        List<Act> since = past.actsFrom(position);
        Map<Position, Act> acts = new TreeMap<>();
        since.stream().limit(batch.size()).forEach(act -> acts.put(act.position(), act));
        List<Step> steps = new ArrayList<>();
        UndoPlan plan = new UndoPlan(steps, new UndoneTree(now, since));
        for (int i = 0; i < batch.size(); i++) {
            Position place = new Position(position.lamport(), position.feed(), i);
            Optional<Incoming> link = UndoneLinks.subject(batch.get(i));
            if (link.isPresent()) {
                steps.add(new Step.OfLink(link.get(), place));
                plan.links.learn(link.get(), position, past);
            } else if (batch.get(i) instanceof Mutate mutate) {
                steps.add(new Step.OfState(mutate.item(), mutation(past, mutate.item(), place)));
                now.records()
                        .get(mutate.item())
                        .ifPresent(record -> plan.states.put(record.id(), new Now<>(record.state())));
            } else {
                Act act = acts.get(place);
                steps.add(act == null ? new Step.Missing(ItemId.ROOT) : new Step.OfTree(act));
            }
        }
        return plan;
    }

    private static Optional<Stretch<?>> mutation(ItemPast past, ItemId item, Position place) {
        return past.stretch(item, place, 1)
                .filter(it -> it.mutations().stream()
                        .anyMatch(found -> found.position().equals(place)));
    }

    /** Works it out, once. */
    public Plan carryOut() {
        List<Part> parts = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            parts.add(undo(steps.get(i)));
        }
        Collections.reverse(parts);
        return new Plan(List.copyOf(operations), parts);
    }

    private Part undo(Step step) {
        if (step instanceof Step.OfTree structure) {
            return tree.undo(structure.act(), operations);
        }
        if (step instanceof Step.OfLink link) {
            return links.undo(link.link(), link.place(), operations);
        }
        if (step instanceof Step.OfState mutation) {
            Now<?> now = states.get(mutation.item());
            return mutation.stretch().isEmpty() || now == null
                    ? new NotUndoable(mutation.item(), "there is no such item, or no longer")
                    : now.undo(mutation.item(), mutation.stretch().get(), operations);
        }
        return new NotUndoable(((Step.Missing) step).item(), "it is not applied");
    }

    /** The state of an item as the steps so far will leave it. */
    private static final class Now<S> {
        private final Model<S> model;
        private final boolean opaque;
        private S state;
        private int steps;

        Now(TypedState<S> typed) {
            model = typed.model();
            opaque = typed.opaque();
            state = typed.state();
        }

        /** The same model folded {@code stretch} and this state: both are of one item at one moment. */
        @SuppressWarnings("unchecked")
        Part undo(ItemId item, Stretch<?> stretch, List<Operation> to) {
            if (opaque) {
                return new NotUndoable(item, "its model is missing here");
            }
            return stretch.model().equals(model)
                    ? take(item, (Stretch<S>) stretch, to)
                    : new NotUndoable(item, "its model has changed");
        }

        private Part take(ItemId item, Stretch<S> stretch, List<Operation> to) {
            Mutation mutation = stretch.mutations().get(0);
            S before = stretch.before();
            Optional<String> idle = Fold.outcome(model, before, mutation).idle();
            if (idle.isPresent()) {
                return new NotUndoable(item, "it had no effect: " + idle.get());
            }
            List<Bytes> inverse = inverse(before, mutation);
            inverse.forEach(data -> {
                to.add(new Mutate(item, data));
                Position next = new Position(Long.MAX_VALUE, mutation.position().feed(), steps++);
                state = Fold.step(model, state, new Mutation(next, mutation.author(), mutation.timeMs(), data));
            });
            return inverse.isEmpty()
                    ? new NotUndoable(
                            item, "its model has nothing to take back: it was changed since, or there is no way")
                    : new Undone(item);
        }

        /** A model that throws, against its contract, has no way. */
        private List<Bytes> inverse(S before, Mutation mutation) {
            try {
                return model.undo(before, mutation, state);
            } catch (RuntimeException e) {
                return List.of();
            }
        }
    }
}
