package echo.model.text.state;

/**
 * Successive elements of one run, without their text.
 *
 * @param length number of elements, from 1
 */
public record Piece(Element first, int length, boolean deleted) {
    /** Whether {@code next}, which stands directly after this piece, continues it. */
    boolean isContinuedBy(Piece next) {
        return first.run() == next.first.run()
                && first.index() + length == next.first.index()
                && deleted == next.deleted;
    }

    Piece with(Piece next) {
        return new Piece(first, length + next.length, deleted);
    }
}
