package echo.model.text.state;

import echo.api.Position;
import echo.api.model.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one mutation does to a text: deletes, inserts, or both at once.
 *
 * @param deleted ascending by their first elements' names
 * @param inserted null if nothing is
 */
public record Change(List<Range> deleted, @Nullable Insertion inserted) {
    /**
     * Elements of one run.
     *
     * @param count from 1
     */
    public record Range(ElementId first, int count) {}

    /**
     * What is inserted, and where.
     *
     * @param left the visible element before it; {@link Element#START}'s name if there was none
     * @param right the element directly after that, deleted or not; {@link Element#END}'s name if there was none
     * @param text at least one code point
     */
    public record Insertion(ElementId left, ElementId right, String text) {}

    public Change {
        deleted = List.copyOf(deleted);
    }

    /** What becomes of {@code text} when the mutation at {@code position} brings this change. */
    public Outcome<TextState> applyTo(TextState text, Position position) {
        TextState state = text;
        Element end = Element.START; // of the range before
        for (Range range : deleted) {
            Optional<Element> found = text.find(range.first);
            if (found.isEmpty() || !hasAll(text, found.get(), range.count)) {
                return Outcome.ignored("it deletes what the text never had");
            }
            Element first = found.get();
            if (first.run() == end.run() && first.index() < end.index()) {
                return Outcome.ignored("it deletes something twice");
            }
            state = state.delete(first, range.count);
            end = new Element(first.run(), first.index() + range.count);
        }
        if (inserted == null) {
            return Outcome.applied(state);
        }
        Optional<Element> left = origin(text, inserted.left, Element.START);
        Optional<Element> right = origin(text, inserted.right, Element.END);
        if (left.isEmpty() || right.isEmpty()) {
            return Outcome.ignored("it inserts beside what the text never had");
        }
        return Outcome.applied(state.insert(position, left.get(), right.get(), inserted.text));
    }

    private static Optional<Element> origin(TextState text, ElementId id, Element outermost) {
        return id.equals(outermost.id()) ? Optional.of(outermost) : text.find(id);
    }

    private static boolean hasAll(TextState text, Element first, int count) {
        long last = (long) first.index() + count - 1;
        return last <= Integer.MAX_VALUE
                && text.find(first.run().id((int) last)).isPresent();
    }
}
