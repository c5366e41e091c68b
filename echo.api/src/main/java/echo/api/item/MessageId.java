package echo.api.item;

import echo.api.Position;

/**
 * Names a message within its thread.
 *
 * @param position where the message was posted in the party's order
 */
public record MessageId(Position position) implements Comparable<MessageId> {
    @Override
    public int compareTo(MessageId other) {
        return position.compareTo(other.position);
    }

    @Override
    public String toString() {
        return position.toString();
    }
}
