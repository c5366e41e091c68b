package echo.model.text.state;

import java.util.Optional;

/**
 * A run, and how long it is so far.
 *
 * @param length number of elements, deleted ones too
 */
public record Extent(Run run, int length) {
    Optional<Element> element(ElementId id) {
        int index = run.indexOf(id);
        return index >= 0 && index < length ? Optional.of(new Element(run, index)) : Optional.empty();
    }

    /** The name of the last element so far. */
    public ElementId last() {
        return run.id(length - 1);
    }

    /** Whether an element named {@code id}, inserted on its own between {@code left} and {@code right}, is this run's next. */
    public boolean isContinuedBy(ElementId id, Element left, Element right) {
        return run.typed()
                && left.equals(new Element(run, length - 1))
                && right.equals(run.right())
                && id.equals(run.id(length));
    }
}
