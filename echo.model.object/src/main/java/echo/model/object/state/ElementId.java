package echo.model.object.state;

/**
 * Names an element of a list, or an adding to a set, for ever and on every peer.
 *
 * @param origin the change that brought it
 * @param index which of the elements that the change brought, from 0
 */
public record ElementId(Origin origin, int index) implements Comparable<ElementId> {
    /** Whether this is the element right after {@code other} of the same change. */
    public boolean follows(ElementId other) {
        return index - 1 == other.index && origin.equals(other.origin);
    }

    @Override
    public int compareTo(ElementId other) {
        int order = origin.compareTo(other.origin);
        return order != 0 ? order : Integer.compare(index, other.index);
    }
}
