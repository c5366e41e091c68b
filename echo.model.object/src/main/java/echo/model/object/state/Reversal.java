package echo.model.object.state;

import echo.api.Position;
import echo.api.model.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Takes a mutation's changes back, the last one first. */
public final class Reversal {
    private final List<Change> changes = new ArrayList<>();
    private final Position end;
    private MapNode now;

    /** @param end stands for the position, behind all others, at which what is found here will be written */
    private Reversal(Position end, MapNode now) {
        this.end = end;
        this.now = now;
    }

    /**
     * Changes that, written now, end what {@code done} did.
     *
     * @param done the changes of the mutation at {@code position}, which were applied to {@code before}
     */
    public static List<Change> of(List<Change> done, Position position, MapNode before, MapNode now) {
        List<Deed> deeds = new ArrayList<>();
        MapNode tree = before;
        for (int i = 0; i < done.size(); i++) {
            Origin origin = new Origin(position, i);
            MapNode after = after(done.get(i), tree, origin);
            deeds.add(new Deed(tree, origin, after));
            tree = after;
        }
        Reversal reversal = new Reversal(new Position(Long.MAX_VALUE, position.feed(), 0), now);
        for (int i = done.size() - 1; i >= 0; i--) {
            done.get(i).undo(deeds.get(i), reversal.now).forEach(reversal::add);
        }
        return reversal.changes;
    }

    private void add(Change change) {
        now = after(change, now, new Origin(end, changes.size()));
        changes.add(change);
    }

    private static MapNode after(Change change, MapNode tree, Origin origin) {
        return change.applyTo(tree, origin) instanceof Outcome.Applied<MapNode> applied ? applied.state() : tree;
    }
}
