package echo.pipeline.items;

import echo.api.Position;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

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

    private final Model<S> model;
    private final List<Mutation> mutations;
    private final KeptStates<S> kept;
    private S state;

    /** A log of what {@code mutations} (in order of position) did to an empty item. */
    ItemLog(Model<S> model, List<Mutation> mutations) {
        this.model = model;
        this.mutations = new ArrayList<>(mutations);
        this.kept = new KeptStates<>(model.empty());
        this.state = model.empty();
        foldFrom(0);
    }

    TypedState<S> typed() {
        return new TypedState<>(model, state);
    }

    /** All mutations, in the order of the fold. */
    List<Mutation> mutations() {
        return Collections.unmodifiableList(mutations);
    }

    /** The same mutations under another model. */
    <T> ItemLog<T> under(Model<T> other) {
        return new ItemLog<>(other, inOrder());
    }

    /** At most {@code most} mutations, the first ones at or after {@code from}. */
    Stretch<S> stretch(Position from, int most) {
        List<Mutation> inOrder = model.ordering() == Ordering.TOTAL ? mutations : inOrder();
        int place = firstFrom(from, inOrder);
        int end = (int) Math.min(inOrder.size(), (long) place + most);
        KeptStates.Kept<S> base = kept.at(place);
        return new Stretch<>(model, base.state(), inOrder.subList(base.count(), place), inOrder.subList(place, end));
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
        int from = mutations.size();
        if (model.ordering() == Ordering.CAUSAL) {
            mutations.addAll(burst);
            foldFrom(from);
            return 0;
        }
        int place = placeOf(burst.get(0));
        mutations.addAll(burst);
        if (place == from) {
            foldFrom(from);
            return 0;
        }
        mutations.subList(place, mutations.size()).sort(IN_ORDER);
        KeptStates.Kept<S> base = kept.rewind(place);
        state = base.state();
        foldFrom(base.count());
        return from - base.count();
    }

    private int placeOf(Mutation mutation) {
        int last = mutations.size() - 1;
        if (last < 0 || IN_ORDER.compare(mutations.get(last), mutation) < 0) {
            return mutations.size();
        }
        int found = Collections.binarySearch(mutations, mutation, IN_ORDER);
        return found < 0 ? -found - 1 : found;
    }

    private void foldFrom(int index) {
        boolean inOrder = model.ordering() == Ordering.TOTAL;
        for (int i = index; i < mutations.size(); i++) {
            state = Fold.step(model, state, mutations.get(i));
            if (inOrder && i + 1 >= KEPT_FROM) {
                kept.note(i + 1, state);
            }
        }
    }
}
