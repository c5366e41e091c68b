package echo.model.messenger;

import echo.api.MemberKey;
import echo.api.item.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * What never changes of a message.
 *
 * @param timeMs the author's wall clock, in ms since 1970; shown, never compared
 * @param answers the message that it answers, or null
 */
record Posting(
        MessageId id,
        MemberKey author,
        long timeMs,
        @Nullable MessageId answers) {}
