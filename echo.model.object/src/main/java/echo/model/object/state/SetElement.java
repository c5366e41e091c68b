package echo.model.object.state;

import echo.api.Bytes;
import echo.api.value.Value;

/**
 * A value as an element of a set, ordered by its canonical bytes.
 *
 * @param encoded the canonical bytes of {@code value}
 */
public record SetElement(Value value, Bytes encoded) implements Comparable<SetElement> {
    @Override
    public int compareTo(SetElement other) {
        return encoded.compareTo(other.encoded);
    }
}
