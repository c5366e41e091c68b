package echo.api.item;

import echo.api.MemberKey;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A message as people read it. Immutable.
 *
 * @param author who posted it, proved by signatures
 * @param timeMs the author's wall clock when it was posted, in ms since 1970; information only
 * @param text its latest text
 * @param edited whether the author has replaced the text
 * @param answers the message that it answers, if any; the thread may no longer show that one
 * @param reactions who reacted, by reaction in {@link String#compareTo} order; unmodifiable, without empty sets
 */
public record ThreadMessage(
        MessageId id,
        MemberKey author,
        long timeMs,
        String text,
        boolean edited,
        Optional<MessageId> answers,
        SortedMap<String, SortedSet<MemberKey>> reactions) {
    /** How many members react with {@code reaction}. */
    public int count(String reaction) {
        SortedSet<MemberKey> members = reactions.get(reaction);
        return members == null ? 0 : members.size();
    }
}
