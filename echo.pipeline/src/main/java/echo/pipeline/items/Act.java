package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.Position;
import java.util.Optional;

/**
 * An operation on the tree at its place in the order, with what it replaced. Immutable.
 *
 * @param before the item's placement before it, if it had one
 * @param effective whether it gave the item another
 */
public record Act(Position position, ItemId item, Wish wish, Optional<Placement> before, boolean effective) {
    /** Why it had no effect, for people; nothing if it had one. */
    public Optional<String> idle() {
        if (effective) {
            return Optional.empty();
        }
        if (wish instanceof Wish.Create) {
            return Optional.of(before.isPresent() ? "the item was there already" : "its parent was not there");
        }
        if (before.isEmpty()) {
            return Optional.of("the item was not there");
        }
        return Optional.of(
                wish instanceof Wish.Move
                        ? "the new parent was not there, or lay below the item"
                        : "it changed nothing");
    }
}
