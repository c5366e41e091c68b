package echo.model.messenger;

import echo.api.MemberKey;
import echo.api.item.MessageId;
import echo.api.model.PersistentMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a thread item. No message is both shown and removed.
 *
 * @param messages those that people see
 * @param removed those that their authors removed; what happens to them shows once they are restored
 * @param marks the last message that each member has read
 */
public record ThreadState(
        PersistentMap<MessageId, Message> messages,
        PersistentMap<MessageId, Message> removed,
        PersistentMap<MemberKey, MessageId> marks) {
    public static final ThreadState EMPTY =
            new ThreadState(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty());

    /** The message {@code id}, shown or removed. */
    Optional<Message> find(MessageId id) {
        return messages.get(id).or(() -> removed.get(id));
    }

    /** The thread with {@code message} in place of the one of the same id, shown or removed as that one is. */
    ThreadState with(Message message) {
        return removed.containsKey(message.id())
                ? new ThreadState(messages, removed.with(message.id(), message), marks)
                : shown(message);
    }

    /** The thread that shows {@code message}. */
    ThreadState shown(Message message) {
        return new ThreadState(messages.with(message.id(), message), removed.without(message.id()), marks);
    }

    /** The thread that shows {@code message} no more. */
    ThreadState hidden(Message message) {
        return new ThreadState(messages.without(message.id()), removed.with(message.id(), message), marks);
    }

    /** The thread with everything up to {@code message} read by {@code member}. */
    ThreadState read(MemberKey member, MessageId message) {
        return new ThreadState(messages, removed, marks.with(member, message));
    }

    /** All messages that people see, in order. */
    List<Message> inOrder() {
        List<Message> all = new ArrayList<>(messages.size());
        for (Map.Entry<MessageId, Message> entry : messages) {
            all.add(entry.getValue());
        }
        return all;
    }
}
