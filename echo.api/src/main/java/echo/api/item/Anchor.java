package echo.api.item;

import echo.api.Position;
import java.util.Objects;

/**
 * A place in a text that follows edits: directly before a code point, deleted or not, or at the end. A value that may be kept and
 * sent; it means the same on every peer.
 *
 * @param mutation where the mutation that brought the code point stands in the party's order; {@link Position#FIRST} for the end
 * @param index of the code point among those that the mutation brought, from 0
 */
public record Anchor(Position mutation, int index) {
    /** The end of the text, whatever is appended. */
    public static final Anchor END = new Anchor(Position.FIRST, 0);

    public Anchor {
        Objects.requireNonNull(mutation, "mutation");
        if (index < 0) {
            throw new IllegalArgumentException("an anchor's index must not be negative: " + index);
        }
    }
}
