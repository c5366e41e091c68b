package echo.api.feed;

import echo.api.FeedKey;
import echo.api.Signature;

/**
 * A writer's signed statement that its feed reaches so far, with this content. The signature covers
 * {@code "echo/head/1" ‖ feed key ‖ u64be length ‖ link}, and through the link every block before.
 *
 * @param feed whose head
 * @param extent how far, and with what content; at least one block
 * @param signature by {@code feed}; not checked by this record
 */
public record Head(FeedKey feed, Extent extent, Signature signature) {
    public Head {
        if (extent.length() == 0) {
            throw new IllegalArgumentException("a head covers at least one block");
        }
    }

    /**
     * What each store asks before it lets a feed {@linkplain FeedStore#begin begin} at a head.
     *
     * @param start that head
     * @param stored how far the feed is stored
     * @throws IllegalArgumentException if that is not nothing
     */
    public static void requireFirst(Head start, Extent stored) {
        if (!stored.equals(Extent.EMPTY)) {
            throw new IllegalArgumentException(
                    "feed " + start.feed() + " has " + stored.length() + " blocks already, and cannot begin at block "
                            + start.extent().length());
        }
    }
}
