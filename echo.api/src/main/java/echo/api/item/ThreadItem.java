package echo.api.item;

import echo.api.Limits;
import echo.api.MemberKey;
import java.util.List;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An item that is a thread of messages, ordered by their place in the party's order, never by a clock. Only its author can
 * edit or remove a message; every member can answer it, react to it, and say how far it has read.
 *
 * <p>Reads show the state from which the handle was taken. Methods that take a {@link MessageId} to write throw
 * {@link IllegalArgumentException} if the thread shows no such message, and those that take a text if it is empty or too long.
 */
@ProviderType
public interface ThreadItem {
    /** The item type that this handle serves. */
    String TYPE = "echo.thread";

    /** All messages that were not removed, in order; unmodifiable. */
    List<ThreadMessage> messages();

    /** Appends a message of 1 to {@link Limits#MESSAGE_TEXT} characters. */
    void post(String text);

    /** Appends a message, as {@link #post}, that answers {@code message}. It stays when that one is removed. */
    void answer(MessageId message, String text);

    /** Replaces the text of one's own message. */
    void edit(MessageId message, String text);

    /** Removes one's own message. It is shown no more, but kept, so that the removal can be taken back. */
    void remove(MessageId message);

    /**
     * Reacts to {@code message}. A member reacts alike once; more than {@link Limits#REACTIONS_OF_A_MEMBER} different reactions
     * of one member to one message have no effect.
     *
     * @param reaction 1 to {@link Limits#REACTION_TEXT} characters, an emoji as a rule
     */
    void react(MessageId message, String reaction);

    /** Takes one's own {@code reaction} to {@code message} away. */
    void unreact(MessageId message, String reaction);

    /** Says that one has read everything up to and with {@code message}. A mark never goes back. */
    void markRead(MessageId message);

    /** The last message that each member has said it read, which may have been removed since; unmodifiable. */
    SortedMap<MemberKey, MessageId> readMarks();

    /** The messages that answer {@code message}, in order; unmodifiable. */
    default List<ThreadMessage> answers(MessageId message) {
        return messages().stream()
                .filter(it -> it.answers().filter(message::equals).isPresent())
                .toList();
    }

    /**
     * The messages of others behind {@code member}'s read mark, in order; unmodifiable. A message that arrives late and stands
     * before the mark is not among them.
     */
    default List<ThreadMessage> unread(MemberKey member) {
        MessageId mark = readMarks().get(member);
        return messages().stream()
                .filter(it -> !it.author().equals(member))
                .filter(it -> mark == null || mark.compareTo(it.id()) < 0)
                .toList();
    }
}
