package echo.model.object.state;

import echo.api.value.Value;

/**
 * An integer that was counted on. Counting wraps at 64 bits, so that increments commute and can be taken back.
 *
 * @param count what it stands at
 * @param start the increment that began to count: the first since the property was set, or came into being
 */
public record CounterNode(long count, ElementId start) implements Node {
    CounterNode plus(long by) {
        return new CounterNode(count + by, start);
    }

    /** Whether {@code other} is a later or earlier state of the same count: nobody has set the property in between. */
    boolean continues(CounterNode other) {
        return start.equals(other.start);
    }

    @Override
    public boolean isOlderThan(Origin origin) {
        return start.origin().compareTo(origin) < 0;
    }

    @Override
    public boolean isValue() {
        return false;
    }

    @Override
    public boolean isRest() {
        return count == 0;
    }

    @Override
    public Value value() {
        return Value.of(count);
    }
}
