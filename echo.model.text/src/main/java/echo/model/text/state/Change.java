package echo.model.text.state;

import echo.api.Position;
import echo.model.text.state.Waiting.Want;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /**
     * {@code text} after the mutation at {@code position} that brings this change. If all that it names is there, each element once,
     * the change is taken in, and what waited for it; else it waits, all of it.
     */
    public TextState applyTo(TextState text, Position position) {
        Optional<Want> want = want(text, 0);
        if (want.isPresent()) {
            return text.with(text.waiting().with(position, this, want.get()));
        }
        TextState state = takenInto(text, position);
        return inserted == null || state.waiting().isEmpty() ? state : Waiting.released(state, position);
    }

    /** Whether {@code text} has all that this change names, so that it is, or would be, taken in there. */
    public boolean isWholeIn(TextState text) {
        return want(text, 0).isEmpty();
    }

    /** What {@code text} lacks for this change, the first of it, from its part number {@code known} on; nothing if it is all there. */
    Optional<Want> want(TextState text, int known) {
        int ranges = deleted.size() + restored.size();
        int parts = inserted == null ? ranges : ranges + 2;
        for (int part = known; part < parts; part++) {
            Optional<Position> missing = missing(text, part);
            if (missing.isPresent()) {
                return Optional.of(new Want(part, missing.get()));
            }
        }
        return ranges < 2 ? Optional.empty() : twice(text).map(insertion -> new Want(parts, insertion));
    }

    private Optional<Position> missing(TextState text, int part) {
        if (part < deleted.size()) {
            Range range = deleted.get(part);
            return text.missing(range.first, range.count);
        }
        int number = part - deleted.size();
        if (number < restored.size()) {
            Restoration each = restored.get(number);
            return text.missing(each.first, each.count());
        }
        Insertion insertion = Objects.requireNonNull(inserted);
        return number == restored.size()
                ? missing(text, insertion.left, Element.START)
                : missing(text, insertion.right, Element.END);
    }

    private static Optional<Position> missing(TextState text, ElementId origin, Element outermost) {
        return origin.equals(outermost.id()) ? Optional.empty() : text.missing(origin, 1);
    }

    /** The mutation that inserted what is deleted twice, or restored twice; all of it must be there. */
    private Optional<Position> twice(TextState text) {
        Cover cover = new Cover(text);
        Optional<Range> twice = deleted.stream()
                .filter(each -> cover.overlaps(each.first, each.count))
                .findFirst();
        if (twice.isPresent()) {
            return Optional.of(twice.get().first.mutation());
        }
        Cover back = new Cover(text);
        return restored.stream()
                .filter(each -> back.overlaps(each.first, each.count()))
                .findFirst()
                .map(each -> each.first.mutation());
    }

    /** {@code text} with this change, all of whose parts must be there. */
    TextState takenInto(TextState text, Position position) {
        TextState state = text;
        for (Range range : deleted) {
            state = state.delete(text.find(range.first).orElseThrow(), range.count, range.age);
        }
        for (Restoration each : restored) {
            state = state.restore(text.find(each.first).orElseThrow(), each.age, each.text);
        }
        return inserted == null
                ? state
                : state.insert(
                        position,
                        origin(text, inserted.left, Element.START),
                        origin(text, inserted.right, Element.END),
                        inserted.text);
    }

    private static Element origin(TextState text, ElementId id, Element outermost) {
        return id.equals(outermost.id()) ? outermost : text.find(id).orElseThrow();
    }

    /** Sees that ranges do not overlap, so that a change costs no more than there are elements. */
    private static final class Cover {
        private final TextState text;
        private final SortedMap<Position, Integer> ends = new TreeMap<>(); // by run, of what came before

        Cover(TextState text) {
            this.text = text;
        }

        /** Whether one of the elements came before; their names must be later than those before. */
        boolean overlaps(ElementId id, int count) {
            Element first = text.find(id).orElseThrow();
            Integer end = ends.put(first.run().position(), first.index() + count);
            return end != null && first.index() < end;
        }
    }
}
