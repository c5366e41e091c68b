package echo.model.text.state;

import echo.api.Position;

/**
 * Names an element, the same on every peer.
 *
 * @param mutation the position of the mutation that inserted it
 * @param index among the elements that the mutation inserted, from 0
 */
public record ElementId(Position mutation, int index) implements Comparable<ElementId> {
    @Override
    public int compareTo(ElementId other) {
        int order = mutation.compareTo(other.mutation);
        return order != 0 ? order : Integer.compare(index, other.index);
    }
}
