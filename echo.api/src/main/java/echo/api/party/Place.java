package echo.api.party;

import echo.api.ItemId;

/**
 * Where among its siblings an item is to stand, as its writer sees them. Deleted siblings keep their places. Of what several
 * put into the same place at once the order is some, and the same on every peer.
 */
public sealed interface Place {
    Place FIRST = new First();

    Place LAST = new Last();

    /** Before all siblings. */
    record First() implements Place {}

    /** After all siblings. */
    record Last() implements Place {}

    /** Directly before {@code sibling}. */
    record Before(ItemId sibling) implements Place {}

    /** Directly after {@code sibling}. */
    record After(ItemId sibling) implements Place {}
}
