package echo.model.object.state;

import echo.api.model.Recent;
import echo.api.value.Value;

/**
 * One value that is replaced as a whole.
 *
 * @param value neither a list nor a map
 */
public record PlainNode(Value value) implements Node {
    /** Flags, numbers and words return in item after item. */
    private static final Recent<PlainNode> RECENT = new Recent<>();

    private static final int WORD = 32;

    /** The node of {@code value}, which is neither a list nor a map. */
    public static PlainNode of(Value value) {
        PlainNode node = new PlainNode(value);
        return isSmall(value) ? RECENT.of(node) : node;
    }

    @Override
    public boolean isOlderThan(Origin origin) {
        return true;
    }

    @Override
    public boolean isValue() {
        return true;
    }

    @Override
    public boolean isRest() {
        return false;
    }

    private static boolean isSmall(Value value) {
        return value instanceof Value.Text text
                ? text.value().length() <= WORD
                : value instanceof Value.Bool || value instanceof Value.Int || value instanceof Value.Null;
    }
}
