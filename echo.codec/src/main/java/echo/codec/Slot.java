package echo.codec;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.Position;

/**
 * An item's place in the tree. Slots of one parent ascend in sibling order.
 *
 * @param parent the item above, or {@link ItemId#ROOT}
 * @param rank the place among siblings that the author wanted
 * @param placed the create or move that put it there; decides between equal ranks, and makes slots unique
 */
public record Slot(ItemId parent, Rank rank, Position placed) implements Comparable<Slot> {
    private static final Position LAST =
            new Position(Long.MAX_VALUE, new FeedKey(Bytes.hex("ff".repeat(FeedKey.SIZE))), Integer.MAX_VALUE);

    /** Before all slots below {@code parent}. */
    public static Slot first(ItemId parent) {
        return new Slot(parent, Rank.LEAST, Position.FIRST);
    }

    /** After all slots below {@code parent}. */
    public static Slot last(ItemId parent) {
        return new Slot(parent, Rank.GREATEST, LAST);
    }

    /** Before all slots of this parent and rank. */
    public Slot firstOfRank() {
        return new Slot(parent, rank, Position.FIRST);
    }

    /** After all slots of this parent and rank. */
    public Slot lastOfRank() {
        return new Slot(parent, rank, LAST);
    }

    @Override
    public int compareTo(Slot other) {
        int order = parent.compareTo(other.parent);
        if (order == 0) {
            order = rank.compareTo(other.rank);
        }
        return order != 0 ? order : placed.compareTo(other.placed);
    }
}
