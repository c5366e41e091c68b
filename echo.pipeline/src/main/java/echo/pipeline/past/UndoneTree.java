package echo.pipeline.past;

import echo.api.ItemId;
import echo.api.Position;
import echo.api.past.Undo.NotUndoable;
import echo.api.past.Undo.Part;
import echo.api.past.Undo.Undone;
import echo.codec.Operation;
import echo.codec.Operation.Delete;
import echo.codec.Operation.Move;
import echo.codec.Operation.Restore;
import echo.pipeline.items.Act;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.Placement;
import echo.pipeline.items.Snapshot;
import echo.pipeline.items.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tree of items while a batch is being undone: the present, and what undoing has changed of it so far.
 *
 * <p>One thread at a time.
 */
final class UndoneTree {
    private final Snapshot now;
    private final List<Act> since;
    private final Map<ItemId, List<Act>> byItem = new TreeMap<>();
    private final Map<ItemId, Placement> undone = new TreeMap<>();

    /**
     * Before anything is undone.
     *
     * @param since what was done since the batch, its own part included, in order
     */
    UndoneTree(Snapshot now, List<Act> since) {
        this.now = now;
        this.since = since;
    }

    /** Adds to {@code to} what takes {@code act} back, unless something speaks against it. */
    Part undo(Act act, List<Operation> to) {
        Optional<Placement> is = placement(act.item());
        Optional<String> objection = act.idle()
                .map(idle -> "it had no effect: " + idle)
                .or(() -> is.isEmpty() ? Optional.of("there is no such item") : objection(act, is.get()));
        if (objection.isPresent()) {
            return new NotUndoable(act.item(), objection.get());
        }
        Placement placement = is.orElseThrow();
        if (act.wish() instanceof Wish.Move) {
            Placement was = act.before().orElseThrow();
            to.add(new Move(act.item(), was.parent(), was.slot().rank()));
            undone.put(act.item(), was.deleted(placement.deleted()));
        } else {
            to.add(placement.deleted() ? new Restore(act.item()) : new Delete(act.item()));
            undone.put(act.item(), placement.deleted(!placement.deleted()));
        }
        return new Undone(act.item());
    }

    /** What speaks against taking back {@code act} of an item that {@code is} so now. */
    private Optional<String> objection(Act act, Placement is) {
        Wish wish = act.wish();
        if (wish instanceof Wish.Create) {
            return reason(is.deleted(), "it is deleted already");
        }
        Placement was = act.before().orElseThrow();
        if (wish instanceof Wish.Delete) {
            return reason(was.deleted(), "it was deleted already")
                    .or(() -> reason(!is.deleted(), "it was restored since"))
                    .or(() -> reason(othersDid(act), "another deleted it too"));
        }
        if (wish instanceof Wish.Restore) {
            return reason(!was.deleted(), "it was not deleted")
                    .or(() -> reason(is.deleted(), "it was deleted since"))
                    .or(() -> reason(othersDid(act), "another restored it too"));
        }
        return reason(!is.parent().equals(((Wish.Move) wish).slot().parent()) || othersDid(act), "it was moved since")
                .or(() -> reason(othersHid(was.parent(), act), "the item that it was in was deleted since"))
                .or(() -> reason(isWithin(was.parent(), act.item()), "the item that it was in lies below it now"));
    }

    private static Optional<String> reason(boolean speaksAgainst, String reason) {
        return speaksAgainst ? Optional.of(reason) : Optional.empty();
    }

    /** Whether somebody else did the same kind of thing to the item later in the order. */
    private boolean othersDid(Act act) {
        return othersDid(act.item(), act.wish().getClass(), act.position());
    }

    private boolean othersDid(ItemId item, Class<? extends Wish> kind, Position after) {
        return sinceOf(item).stream()
                .anyMatch(later -> later.effective()
                        && later.position().compareTo(after) > 0
                        && !later.position().feed().equals(after.feed())
                        && kind.isInstance(later.wish()));
    }

    /** Whether {@code item}, or one above it, is deleted, and somebody else did that after {@code act}. */
    private boolean othersHid(ItemId item, Act act) {
        ItemId at = item;
        Optional<Placement> placement = placement(at);
        while (placement.isPresent()) {
            if (placement.get().deleted() && othersDid(at, Wish.Delete.class, act.position())) {
                return true;
            }
            at = placement.get().parent();
            placement = placement(at);
        }
        return false;
    }

    private List<Act> sinceOf(ItemId item) {
        if (byItem.isEmpty()) {
            since.forEach(act ->
                    byItem.computeIfAbsent(act.item(), key -> new ArrayList<>()).add(act));
        }
        return byItem.getOrDefault(item, List.of());
    }

    private Optional<Placement> placement(ItemId item) {
        Placement changed = undone.get(item);
        return changed != null ? Optional.of(changed) : now.records().get(item).map(ItemRecord::placement);
    }

    private boolean isWithin(ItemId item, ItemId above) {
        Optional<ItemId> at = Optional.of(item);
        while (at.isPresent() && !at.get().equals(above)) {
            at = placement(at.get()).map(Placement::parent);
        }
        return at.isPresent();
    }
}
