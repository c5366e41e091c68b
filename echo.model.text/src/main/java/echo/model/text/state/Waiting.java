package echo.model.text.state;

import echo.api.Position;
import echo.api.model.PersistentMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a text that are not taken in: what they name is not there yet, or never will be. Honest writers make none, but of
 * what somebody wrote who has left the party. Immutable.
 *
 * @param changes by their mutations' positions
 * @param wanted the same, by the mutation whose insertion each wants
 */
public record Waiting(
        PersistentMap<Position, Waiter> changes, PersistentMap<Position, PersistentMap<Position, Waiter>> wanted) {
    // A change waits for one thing at a time, the first that it lacks, and is looked at again when exactly that comes.
    // Over its life it costs one look at each thing that it names. Nothing is ever let go, not even what can never be
    // taken in: that must be found out alike in every order, and runs hang on every insertion that came.

    static final Waiting NONE = new Waiting(PersistentMap.empty(), PersistentMap.empty());

    /** A change that waits. */
    public record Waiter(Change change, Want want) {}

    /**
     * What a change lacks.
     *
     * @param part its number among the things that the change names; those before it are there
     * @param insertion the mutation that would have to insert it, or did insert something else
     */
    public record Want(int part, Position insertion) {}

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public boolean has(Position position) {
        return changes.containsKey(position);
    }

    /** Whether a mutation that waits inserts something, and stands between these two of one feed, whose times differ by one. */
    public boolean insertsBetween(Position after, Position before) {
        return insertsFrom(new Position(after.lamport(), after.feed(), after.operation() + 1), null)
                || insertsFrom(new Position(before.lamport(), before.feed(), 0), before);
    }

    /** Whether one does that is of the same message as {@code from} and neither before that nor from {@code end} on. */
    private boolean insertsFrom(Position from, @Nullable Position end) {
        Iterator<Map.Entry<Position, Waiter>> entries = changes.iteratorFrom(from);
        while (entries.hasNext()) {
            Map.Entry<Position, Waiter> entry = entries.next();
            Position position = entry.getKey();
            boolean same =
                    position.lamport() == from.lamport() && position.feed().equals(from.feed());
            if (!same || (end != null && position.compareTo(end) >= 0)) {
                return false;
            }
            if (entry.getValue().change.inserted() != null) {
                return true;
            }
        }
        return false;
    }

    Waiting with(Position position, Change change, Want want) {
        Waiter waiter = new Waiter(change, want);
        PersistentMap<Position, Waiter> same = wanting(want.insertion).with(position, waiter);
        return new Waiting(changes.with(position, waiter), wanted.with(want.insertion, same));
    }

    private Waiting without(Position position, Want want) {
        PersistentMap<Position, Waiter> same = wanting(want.insertion).without(position);
        return new Waiting(
                changes.without(position),
                same.isEmpty() ? wanted.without(want.insertion) : wanted.with(want.insertion, same));
    }

    private PersistentMap<Position, Waiter> wanting(Position insertion) {
        return wanted.get(insertion).orElse(PersistentMap.empty());
    }

    /** {@code text}, now that the mutation at {@code insertion} has inserted, with what waited for that, or for what did. */
    static TextState released(TextState text, Position insertion) {
        TextState state = text;
        Deque<Position> come = new ArrayDeque<>(List.of(insertion));
        while (!come.isEmpty()) {
            for (Map.Entry<Position, Waiter> entry : state.waiting().wanting(come.remove())) {
                Position position = entry.getKey();
                Want want = entry.getValue().want;
                Change change = entry.getValue().change;
                state = state.with(state.waiting().without(position, want));
                Optional<Want> more = change.want(state, want.part);
                if (more.isPresent()) {
                    state = state.with(state.waiting().with(position, change, more.get()));
                } else {
                    state = change.takenInto(state, position);
                    if (change.inserted() != null) {
                        come.add(position);
                    }
                }
            }
        }
        return state;
    }
}
