package echo.api.item;

import echo.api.MemberKey;

/**
 * A message as people read it.
 *
 * @param author who posted it, proved by signatures
 * @param timeMs the author's wall clock when it was posted, in ms since 1970; information only
 * @param text its latest text
 * @param edited whether the author has replaced the text
 */
public record ThreadMessage(MessageId id, MemberKey author, long timeMs, String text, boolean edited) {}
