package echo.model.text.state;

import echo.api.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a text item: every element that was ever inserted, those that were deleted without their text, and the changes that
 * name what is not there. An edit costs O(log² n): O(log n) elements are compared, each in O(log n).
 *
 * <p>A value: equal when the same mutations came, whatever the order. Indexes count visible elements, which are
 * code points.
 */
public final class TextState {
    public static final TextState EMPTY = new TextState(Runs.NONE, Rope.EMPTY, Waiting.NONE);

    private final Runs runs;
    private final Rope rope;
    private final Waiting waiting;

    private TextState(Runs runs, Rope rope, Waiting waiting) {
        this.runs = runs;
        this.rope = rope;
        this.waiting = waiting;
    }

    /**
     * The state of these {@code runs}, in which nothing waits.
     *
     * @param spans all elements of the runs, in the order of the text, in spans as long as can be
     */
    public static TextState of(List<Extent> runs, List<Span> spans) {
        Runs all = Runs.NONE;
        for (Extent extent : runs) {
            all = all.with(extent);
        }
        return new TextState(all, Rope.of(spans), Waiting.NONE);
    }

    public int length() {
        return rope.visible();
    }

    public String text() {
        StringBuilder text = new StringBuilder(length());
        rope.forEach(span -> text.append(span.text() == null ? "" : span.text()));
        return text.toString();
    }

    /** The element that {@code id} names, deleted or not; nothing if the text never had it. */
    public Optional<Element> find(ElementId id) {
        return runs.find(id);
    }

    /** See {@link Runs#missing}. */
    Optional<Position> missing(ElementId first, int count) {
        return runs.missing(first, count);
    }

    /** Whether a run of this feed is there that began at {@code position} or before, and ends there or after. */
    public boolean isInRun(Position position) {
        return runs.at(position)
                .filter(extent -> extent.last().mutation().compareTo(position) >= 0)
                .isPresent();
    }

    /** The changes that came and are not taken in. */
    public Waiting waiting() {
        return waiting;
    }

    /** This state, but for what waits. */
    TextState with(Waiting changes) {
        return new TextState(runs, rope, changes);
    }

    /** The visible element at {@code index}, which must be below {@link #length}. */
    public Element at(int index) {
        return rope.from(rope.rankOfVisible(index)).first();
    }

    /** How many visible elements stand before {@code element}. */
    public int indexOf(Element element) {
        return rope.visibleBefore(element.equals(Element.END) ? rope.elements() : rope.rank(element));
    }

    /** The place directly after the visible element before {@code index}. */
    public Gap gap(int index) {
        int rank = index == 0 ? 0 : rope.rankOfVisible(index - 1) + 1;
        return new Gap(
                index == 0 ? Element.START : rope.from(rank - 1).first(),
                rank == rope.elements() ? Element.END : rope.from(rank).first());
    }

    /**
     * Two elements with nothing between them, not even what is deleted.
     *
     * @param left visible, or {@link Element#START}
     * @param right deleted or not, or {@link Element#END}
     */
    public record Gap(Element left, Element right) {}

    /** The {@code count} visible elements from {@code index} on, in pieces. */
    public List<Piece> visible(int index, int count) {
        List<Piece> pieces = new ArrayList<>();
        int done = 0;
        while (done < count) {
            Piece piece = rope.from(rope.rankOfVisible(index + done));
            int length = Math.min(piece.length(), count - done);
            add(pieces, piece.part(0, length));
            done += length;
        }
        return pieces;
    }

    /** Every run once, by position. */
    public List<Extent> runs() {
        return runs.inOrder();
    }

    /** All elements in the order of the text, in pieces as long as can be. */
    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        rope.forEach(span -> add(pieces, new Piece(span.first(), span.length(), span.age())));
        return pieces;
    }

    /**
     * The state with {@code text} inserted.
     *
     * @param mutation the position of the mutation that inserts it; what its feed inserted before is here, or waits
     * @param left what its writer saw before; an element of this state, or the beginning
     * @param right what stood directly after that; an element of this state, or the end
     * @param text at least one code point
     */
    TextState insert(Position mutation, Element left, Element right, String text) {
        int length = text.codePointCount(0, text.length());
        Extent extent = extent(mutation, left, right, length);
        int from = extent.length() - length;
        int rank = rope.rank(new Element(extent.run(), from));
        Span span = new Span(extent.run(), from, length, 0, text);
        return new TextState(runs.with(extent), rope.with(rank, 0, span), waiting);
    }

    /**
     * The run that takes the new elements as its last. It goes on where its feed's last insertion ended, be that taken in or not: so
     * runs are the same whatever came when.
     */
    private Extent extent(Position mutation, Element left, Element right, int length) {
        if (length == 1) {
            Optional<Extent> before = runs.at(mutation)
                    .filter(it -> it.isContinuedBy(new ElementId(mutation, 0), left, right))
                    .filter(it -> !waiting.insertsBetween(it.last().mutation(), mutation));
            if (before.isPresent()) {
                return new Extent(before.get().run(), before.get().length() + 1);
            }
        }
        return new Extent(new Run(mutation, length == 1, left, right), length);
    }

    /**
     * The state without the {@code count} elements of one run from {@code first} on; all must be there, or have been.
     *
     * @param age the age that this ends, even
     */
    public TextState delete(Element first, int count, int age) {
        return aged(
                first,
                count,
                (piece, rank, done) -> piece.age() <= age ? Optional.of(piece.span(age + 1, null)) : Optional.empty());
    }

    /**
     * The state with elements of one run, from {@code first} on, as they were before they were deleted; all must be there, or have
     * been.
     *
     * @param age the age that this ends, odd
     * @param text of the elements. Should two restorations not agree on it, each greater code point is the one
     */
    public TextState restore(Element first, int age, String text) {
        return aged(first, CodePoints.count(text), (piece, rank, done) -> {
            String part = CodePoints.part(text, done, done + piece.length());
            if (piece.age() <= age) {
                return Optional.of(piece.span(age + 1, part));
            }
            return piece.age() == age + 1
                    ? Optional.of(piece.span(age + 1, CodePoints.greater(part, rope.textFrom(rank, piece.length()))))
                    : Optional.empty();
        });
    }

    /** What becomes of a piece, at {@code rank} and {@code done} elements after the first; nothing if it stays as it is. */
    @FunctionalInterface
    private interface Ageing {
        Optional<Span> of(Piece piece, int rank, int done);
    }

    private TextState aged(Element first, int count, Ageing ageing) {
        Rope now = rope; // with the same ranks all the time: elements stay where they are
        int done = 0;
        while (done < count) {
            int rank = now.rank(new Element(first.run(), first.index() + done));
            Piece rest = now.from(rank);
            Piece piece = rest.part(0, Math.min(rest.length(), count - done));
            Optional<Span> span = ageing.of(piece, rank, done);
            now = span.isPresent() ? now.with(rank, piece.length(), span.get()) : now;
            done += piece.length();
        }
        return now == rope ? this : new TextState(runs, now, waiting);
    }

    /** What is there of the elements of one run from {@code first} on: at most {@code count}, of one age, at least one. */
    public Piece piece(Element first, int count) {
        Piece rest = rope.from(rope.rank(first));
        return rest.part(0, Math.min(rest.length(), count));
    }

    /** The text of a visible {@link #piece}. */
    public String text(Piece piece) {
        return rope.textFrom(rope.rank(piece.first()), piece.length());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof TextState state
                && text().equals(state.text())
                && names().equals(state.names())
                && waiting.equals(state.waiting);
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }

    /** What this state consists of, but for the text, in terms that are the same in every state. */
    private List<Record> names() {
        record Origins(ElementId first, boolean typed, int length, ElementId left, ElementId right) {}
        record Stretch(ElementId first, int length, int age) {}
        List<Record> names = new ArrayList<>();
        for (Extent extent : runs()) {
            Run run = extent.run();
            names.add(new Origins(
                    run.id(0),
                    run.typed(),
                    extent.length(),
                    run.left().id(),
                    run.right().id()));
        }
        for (Piece piece : pieces()) {
            names.add(new Stretch(piece.first().id(), piece.length(), piece.age()));
        }
        return names;
    }

    private static void add(List<Piece> pieces, Piece next) {
        int last = pieces.size() - 1;
        if (last >= 0 && pieces.get(last).isContinuedBy(next)) {
            pieces.set(last, pieces.get(last).with(next));
        } else {
            pieces.add(next);
        }
    }
}
