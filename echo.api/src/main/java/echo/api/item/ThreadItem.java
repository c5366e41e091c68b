package echo.api.item;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An item that is a thread of messages, ordered by their place in the party's order, never by a clock. Only its author can
 * edit or remove a message.
 */
@ProviderType
public interface ThreadItem {
    /** The item type that this handle serves. */
    String TYPE = "echo.thread";

    /** All messages that were not removed, in order; unmodifiable. */
    List<ThreadMessage> messages();

    /** Appends a message of at least one character. */
    void post(String text);

    /**
     * Replaces the text of one's own message.
     *
     * @throws IllegalArgumentException if the thread shows no such message
     */
    void edit(MessageId message, String text);

    /**
     * Removes one's own message.
     *
     * @throws IllegalArgumentException if the thread shows no such message
     */
    void remove(MessageId message);
}
