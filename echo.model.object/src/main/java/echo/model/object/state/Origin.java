package echo.model.object.state;

import echo.api.Position;

/**
 * Names a change within a party: the mutation that holds it, and which of its changes it is.
 *
 * @param change index of the change in its mutation, from 0
 */
public record Origin(Position position, int change) implements Comparable<Origin> {
    /** The name of the element that this change brings at {@code index} of what it brings. */
    public ElementId element(int index) {
        return new ElementId(this, index);
    }

    @Override
    public int compareTo(Origin other) {
        int order = position.compareTo(other.position);
        return order != 0 ? order : Integer.compare(change, other.change);
    }
}
