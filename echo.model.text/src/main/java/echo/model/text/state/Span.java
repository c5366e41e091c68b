package echo.model.text.state;

import org.jspecify.annotations.Nullable;

/**
 * Successive elements of one run, all of one age, with nothing between them.
 *
 * @param from index of the first in its run
 * @param length number of elements
 * @param age see {@link Age}
 * @param text the code points; null when they are deleted: nothing is kept of those
 */
public record Span(
        Run run, int from, int length, int age, @Nullable String text) {
    /** Elements up to which visible spans are joined: each joining copies their text. */
    private static final int JOINED = 1024;

    public boolean isDeleted() {
        return text == null;
    }

    public Element first() {
        return new Element(run, from);
    }

    public Element last() {
        return new Element(run, from + length - 1);
    }

    int visible() {
        return text == null ? 0 : length;
    }

    /** The elements from {@code begin} (inclusive) to {@code end} (exclusive), counted from this span's first. */
    Span part(int begin, int end) {
        return begin == 0 && end == length
                ? this
                : new Span(run, from + begin, end - begin, age, cut(text, begin, end));
    }

    /** Whether {@code next}, which stands directly after this span, continues it. */
    public boolean isContinuedBy(Span next) {
        return run == next.run && from + length == next.from && age == next.age;
    }

    /** Whether {@code next}, which stands directly after this span, is to be one with it. */
    boolean takes(Span next) {
        return isContinuedBy(next) && (isDeleted() || length + next.length <= JOINED);
    }

    Span with(Span next) {
        return new Span(run, from, length + next.length, age, text == null ? null : text + next.text);
    }

    /** How many of the elements stand before {@code element}. */
    int before(Element element) {
        if (element.run() == run) {
            return Math.max(0, Math.min(length, element.index() - from));
        }
        int least = 0;
        int most = length;
        int tried = length - 1; // most often all do, or the text was split here
        while (least < most) {
            if (new Element(run, from + tried).compareTo(element) < 0) {
                least = tried + 1;
            } else {
                most = tried;
            }
            tried = (least + most) >>> 1;
        }
        return least;
    }

    private @Nullable String cut(@Nullable String whole, int begin, int end) {
        if (whole == null) {
            return null;
        }
        return whole.length() == length ? whole.substring(begin, end) : CodePoints.part(whole, begin, end);
    }
}
