package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.Position;
import echo.codec.Operation;
import echo.codec.Operation.Create;
import echo.codec.Operation.Delete;
import echo.codec.Operation.Move;
import echo.codec.Operation.Restore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The tree of items: a {@code TOTAL} reducer over creates, moves, deletes and restores. An operation that makes no sense where
 * it stands in the order (a move below itself, an unknown parent) does nothing, on every peer; so the tree is a tree.
 *
 * <p>One thread at a time.
 */
final class Hierarchy {
    // After Kleppmann et al., "A highly-available move operation for replicated trees" (TPDS 2021): every operation is
    // kept with what it replaced; a late one undoes those after it, takes its place, and they are done again.
    // Invariants: (1) the log is sorted by position; (2) placements are the fold of the log; (3) following parents from
    // any item ends at ROOT. One rewind serves a whole burst.

    private final Map<ItemId, Placement> placements = new LinkedHashMap<>();
    private final List<Done> log = new ArrayList<>();

    /** An operation at its position, on the item that it concerns. */
    record Step(Position position, ItemId item, Operation operation) {}

    /** The operation at {@code position}, with what it replaced: what the log keeps of it. */
    private record Done(Position position, ItemId item, Wish wish, Optional<Placement> before, boolean effective) {
        private Act act() {
            return new Act(position, item, wish, before, effective);
        }
    }

    Optional<Placement> placement(ItemId item) {
        return Optional.ofNullable(placements.get(item));
    }

    /**
     * Applies {@code burst}, which is sorted by position, in its places in the order. Adds to {@code changed} every item whose
     * placement may differ afterwards; gives the number of older operations that had to be done again.
     */
    int apply(List<Step> burst, SortedSet<ItemId> changed) {
        List<Done> late = undoAfter(burst.get(0).position());
        int next = 0;
        for (Step step : burst) {
            while (next < late.size() && late.get(next).position().compareTo(step.position()) < 0) {
                repeat(late.get(next++), changed);
            }
            ItemId item = placement(step.item()).map(Placement::item).orElse(step.item());
            perform(step.position(), item, Wish.of(step.position(), item, step.operation()), changed);
        }
        while (next < late.size()) {
            repeat(late.get(next++), changed);
        }
        return late.size();
    }

    /** Undoes the steps after {@code position}; gives them in order. */
    private List<Done> undoAfter(Position position) {
        int from = log.size();
        while (from > 0 && log.get(from - 1).position().compareTo(position) > 0) {
            Done step = log.get(--from);
            if (step.effective()) {
                step.before()
                        .ifPresentOrElse(
                                placement -> placements.put(step.item(), placement),
                                () -> placements.remove(step.item()));
            }
        }
        List<Done> tail = log.subList(from, log.size());
        List<Done> undone = new ArrayList<>(tail);
        tail.clear();
        return undone;
    }

    private void repeat(Done step, SortedSet<ItemId> changed) {
        perform(step.position(), step.item(), step.wish(), changed);
    }

    private void perform(Position position, ItemId item, Wish wish, SortedSet<ItemId> changed) {
        Optional<Placement> before = placement(item);
        Optional<Placement> after = outcome(item, wish, before);
        changed.add(item);
        after.ifPresent(placement -> placements.put(item, placement));
        log.add(new Done(position, item, wish, before, after.isPresent()));
    }

    /** The new placement of {@code item}; nothing when the operation has no effect. */
    private Optional<Placement> outcome(ItemId item, Wish wish, Optional<Placement> before) {
        if (wish instanceof Wish.Create create) {
            return before.isEmpty() && exists(create.placement().parent())
                    ? Optional.of(create.placement())
                    : Optional.empty();
        }
        if (wish instanceof Wish.Move move) {
            ItemId parent = move.slot().parent();
            return before.filter(placement -> exists(parent) && !isWithin(parent, item))
                    .map(placement -> placement.at(move.slot()));
        }
        return before.map(placement -> placement.deleted(wish instanceof Wish.Delete));
    }

    /** What was done to {@code item}, in order. */
    List<Act> acts(ItemId item) {
        return log.stream()
                .filter(step -> step.item().equals(item))
                .map(Done::act)
                .toList();
    }

    /** What was done at or after {@code from}, in order. */
    List<Act> actsFrom(Position from) {
        int first = log.size();
        while (first > 0 && log.get(first - 1).position().compareTo(from) >= 0) {
            first--;
        }
        return log.subList(first, log.size()).stream().map(Done::act).toList();
    }

    private boolean exists(ItemId parent) {
        return parent.equals(ItemId.ROOT) || placements.containsKey(parent);
    }

    /** Whether {@code item} is {@code above} or lies below it. */
    private boolean isWithin(ItemId item, ItemId above) {
        ItemId at = item;
        while (!at.equals(above)) {
            Placement placement = placements.get(at);
            if (placement == null) {
                return false;
            }
            at = placement.parent();
        }
        return true;
    }

    /** The item that {@code operation}, in a message of {@code position}'s feed, places, deletes or restores. */
    static ItemId subject(Position position, Operation operation) {
        if (operation instanceof Create create) {
            return ItemId.of(position.feed(), create.nonce());
        }
        if (operation instanceof Move move) {
            return move.item();
        }
        return operation instanceof Delete delete ? delete.item() : ((Restore) operation).item();
    }

    /** A set for {@link #apply}. */
    static SortedSet<ItemId> none() {
        return new TreeSet<>();
    }
}
