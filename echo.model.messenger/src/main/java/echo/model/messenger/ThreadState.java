package echo.model.messenger;

import echo.api.item.MessageId;
import echo.api.item.ThreadMessage;
import echo.api.model.PersistentMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The state of a thread item.
 *
 * @param messages those that were not removed; nothing is kept of the others
 */
public record ThreadState(PersistentMap<MessageId, ThreadMessage> messages) {
    public static final ThreadState EMPTY = new ThreadState(PersistentMap.empty());

    /** The thread with {@code message} in its place, instead of the one of the same id if there is one. */
    public ThreadState with(ThreadMessage message) {
        return new ThreadState(messages.with(message.id(), message));
    }

    /** The thread without the message {@code id}. */
    public ThreadState without(MessageId id) {
        return new ThreadState(messages.without(id));
    }

    /** All messages in order. */
    public List<ThreadMessage> inOrder() {
        List<ThreadMessage> all = new ArrayList<>(messages.size());
        for (Map.Entry<MessageId, ThreadMessage> entry : messages) {
            all.add(entry.getValue());
        }
        return all;
    }
}
