package echo.pipeline.items;

import echo.api.Position;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item's mutations and the state that its model folds from them. A late mutation takes its place in the order: the fold
 * goes back to a kept state before it and comes forward again.
 *
 * <p>One thread at a time.
 *
 * @param <S> the model's state
 */
final class ItemLog<S> {
    // Invariants: (1) under TOTAL the mutations are sorted by position, under CAUSAL they are in order of arrival,
    // which extends causality; (2) state is the fold of all of them; (3) under CAUSAL nothing is ever folded twice.

    /** Mutations from which on states are kept: fewer are folded again from the beginning, and most items have few. */
    private static final int KEPT_FROM = 16;

    private static final Comparator<Mutation> IN_ORDER = Comparator.comparing(Mutation::position);

    private final MutationLog mutations = new MutationLog();
    private TypedState<S> typed;
    private @Nullable KeptStates<S> kept;

    /** A log of what {@code mutations} (in order of position) did to an empty item, on {@code course}. */
    ItemLog(Model<S> model, List<Mutation> mutations, Course course) {
        this.typed = new TypedState<>(model, model.empty(), course);
        add(mutations);
    }

    TypedState<S> typed() {
        return typed;
    }

    /** All mutations, in the order of the fold; a view. */
    List<Mutation> mutations() {
        return mutations;
    }

    /** The same mutations under another model, on {@code course}. */
    <T> ItemLog<T> under(Model<T> other, Course course) {
        return new ItemLog<>(other, inOrder(), course);
    }

    /** At most {@code most} mutations, the first ones at or after {@code from}. */
    Stretch<S> stretch(Position from, int most) {
        List<Mutation> inOrder = isTotal() ? mutations : inOrder();
        int place = firstFrom(from, inOrder);
        int end = (int) Math.min(inOrder.size(), (long) place + most);
        KeptStates.Kept<S> base = kept().at(place);
        return new Stretch<>(
                typed.model(), base.state(), inOrder.subList(base.count(), place), inOrder.subList(place, end));
    }

    private List<Mutation> inOrder() {
        List<Mutation> inOrder = new ArrayList<>(mutations);
        inOrder.sort(IN_ORDER);
        return inOrder;
    }

    private static int firstFrom(Position from, List<Mutation> inOrder) {
        int low = 0;
        int high = inOrder.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (inOrder.get(middle).position().compareTo(from) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Adds {@code burst}, sorted by position; gives the number of older mutations that had to be applied again. */
    int add(List<Mutation> burst) {
        int count = mutations.size();
        int place = isTotal() && !burst.isEmpty() ? placeOf(burst.get(0)) : count;
        if (place == count) {
            mutations.append(burst);
            fold(count, typed, burst);
            return 0;
        }
        List<Mutation> late = mutations.cut(place);
        late.addAll(burst);
        late.sort(IN_ORDER);
        mutations.append(late);
        KeptStates.Kept<S> base = kept().rewind(place);
        TypedState<S> back = new TypedState<>(typed.model(), base.state());
        fold(base.count(), back, mutations.subList(base.count(), mutations.size()));
        return count - base.count();
    }

    private int placeOf(Mutation mutation) {
        int last = mutations.size() - 1;
        if (last < 0 || IN_ORDER.compare(mutations.get(last), mutation) < 0) {
            return mutations.size();
        }
        int found = Collections.binarySearch(mutations, mutation, IN_ORDER);
        return found < 0 ? -found - 1 : found;
    }

    /** Goes on from {@code base}, the state after {@code count} mutations, with {@code more}, which are all that follow. */
    private void fold(int count, TypedState<S> base, List<Mutation> more) {
        Model<S> model = typed.model();
        S state = base.state();
        int folded = count;
        int end = count + more.size();
        boolean rewinds = end >= KEPT_FROM && isTotal();
        for (Mutation mutation : more) {
            state = Fold.step(model, state, mutation);
            folded++;
            if (rewinds && KeptStates.isNear(folded, end)) {
                kept().note(folded, state);
            }
        }
        typed = base.next(state);
    }

    private boolean isTotal() {
        return typed.model().ordering() == Ordering.TOTAL;
    }

    /** What is kept; most items are too short for it. */
    private KeptStates<S> kept() {
        if (kept == null) {
            kept = new KeptStates<>(typed.model().empty());
        }
        return kept;
    }
}
