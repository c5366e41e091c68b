package echo.model.text.state;

import org.jspecify.annotations.Nullable;

/**
 * Successive elements of one run, without their text.
 *
 * @param length number of elements, from 1
 * @param age see {@link Age}
 */
public record Piece(Element first, int length, int age) {
    /** Whether {@code next}, which stands directly after this piece, continues it. */
    boolean isContinuedBy(Piece next) {
        return first.run() == next.first.run() && first.index() + length == next.first.index() && age == next.age;
    }

    Piece with(Piece next) {
        return new Piece(first, length + next.length, age);
    }

    /** The elements from {@code begin} (inclusive) to {@code end} (exclusive), counted from this piece's first. */
    Piece part(int begin, int end) {
        return new Piece(new Element(first.run(), first.index() + begin), end - begin, age);
    }

    Span span(int newAge, @Nullable String text) {
        return new Span(first.run(), first.index(), length, newAge, text);
    }

    public boolean deleted() {
        return Age.isDeleted(age);
    }
}
