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
}
