package echo.model.text.state;

import echo.api.Position;
import echo.api.model.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one mutation does to a text: deletes, restores, inserts, or all at once.
 *
 * @param deleted ascending by their first elements' names
 * @param restored likewise
 * @param inserted null if nothing is
 */
public record Change(
        List<Range> deleted,
        List<Restoration> restored,
        @Nullable Insertion inserted) {
    /**
     * Elements of one run.
     *
     * @param count from 1
     * @param age that their deletion ends, even; see {@link Age}
     */
    public record Range(ElementId first, int count, int age) {}

    /**
     * Elements of one run that come back.
     *
     * @param age that this ends, odd; see {@link Age}
     * @param text theirs: at least one code point
     */
    public record Restoration(ElementId first, int age, String text) {
        public int count() {
            return CodePoints.count(text);
        }
    }

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
        restored = List.copyOf(restored);
    }

    /** What becomes of {@code text} when the mutation at {@code position} brings this change. */
    public Outcome<TextState> applyTo(TextState text, Position position) {
        TextState state = text;
        Cover cover = new Cover(text);
        for (Range range : deleted) {
            Optional<String> objection = cover.objection(range.first, range.count);
            if (objection.isPresent()) {
                return Outcome.ignored("it deletes " + objection.get());
            }
            state = state.delete(text.find(range.first).orElseThrow(), range.count, range.age);
        }
        cover = new Cover(text);
        for (Restoration each : restored) {
            Optional<String> objection = cover.objection(each.first, each.count());
            if (objection.isPresent()) {
                return Outcome.ignored("it restores " + objection.get());
            }
            state = state.restore(text.find(each.first).orElseThrow(), each.age, each.text);
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

    /** Sees that elements are of the text, and none twice. */
    private static final class Cover {
        private final TextState text;
        private Element end = Element.START; // of what came before

        Cover(TextState text) {
            this.text = text;
        }

        /** What speaks against the {@code count} elements from {@code id} on; they come after those before, by name. */
        Optional<String> objection(ElementId id, int count) {
            Optional<Element> found = text.find(id);
            if (found.isEmpty() || !hasAll(found.get(), count)) {
                return Optional.of("what the text never had");
            }
            Element first = found.get();
            boolean twice = first.run() == end.run() && first.index() < end.index();
            end = new Element(first.run(), first.index() + count);
            return twice ? Optional.of("something twice") : Optional.empty();
        }

        private boolean hasAll(Element first, int count) {
            long last = (long) first.index() + count - 1;
            return last <= Integer.MAX_VALUE
                    && text.find(first.run().id((int) last))
                            .filter(element -> element.run() == first.run())
                            .isPresent();
        }
    }
}
