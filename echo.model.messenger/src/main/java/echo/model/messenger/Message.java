package echo.model.messenger;

import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.item.MessageId;
import echo.api.item.ThreadMessage;
import echo.api.model.PersistentMap;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A message with what has become of it. Immutable.
 *
 * @param text the latest
 * @param edited whether its author has replaced the text
 * @param reactions of all members; the values repeat the keys
 */
record Message(Posting posting, String text, boolean edited, PersistentMap<Reaction, Reaction> reactions) {
    MessageId id() {
        return posting.id();
    }

    Message edited(String newText) {
        return new Message(posting, newText, true, reactions);
    }

    boolean has(Reaction reaction) {
        return reactions.containsKey(reaction);
    }

    Message with(Reaction reaction) {
        return new Message(posting, text, edited, reactions.with(reaction, reaction));
    }

    Message without(Reaction reaction) {
        return new Message(posting, text, edited, reactions.without(reaction));
    }

    /** Whether {@code member} has as many reactions here as it may. */
    boolean isFullFor(MemberKey member) {
        int count = 0;
        for (Map.Entry<Reaction, Reaction> entry : reactions) {
            count += entry.getKey().member().equals(member) ? 1 : 0;
        }
        return count >= Limits.REACTIONS_OF_A_MEMBER;
    }

    ThreadMessage shown() {
        SortedMap<String, SortedSet<MemberKey>> byText = new TreeMap<>();
        for (Map.Entry<Reaction, Reaction> entry : reactions) {
            byText.computeIfAbsent(entry.getKey().text(), text -> new TreeSet<>())
                    .add(entry.getKey().member());
        }
        byText.replaceAll((text, members) -> Collections.unmodifiableSortedSet(members));
        return new ThreadMessage(
                id(),
                posting.author(),
                posting.timeMs(),
                text,
                edited,
                Optional.ofNullable(posting.answers()),
                Collections.unmodifiableSortedMap(byText));
    }
}
