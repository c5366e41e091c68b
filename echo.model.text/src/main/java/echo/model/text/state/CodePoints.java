package echo.model.text.state;

/** Strings by code points, each of which is an element of a text. Pure functions. */
public final class CodePoints {
    private CodePoints() {}

    public static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The code points from {@code begin} (inclusive) to {@code end} (exclusive). */
    public static String part(String text, int begin, int end) {
        int start = text.offsetByCodePoints(0, begin);
        return text.substring(start, text.offsetByCodePoints(start, end - begin));
    }

    /** At each place the greater code point of both, which have equally many. */
    static String greater(String one, String other) {
        if (one.equals(other)) {
            return one;
        }
        StringBuilder greater = new StringBuilder();
        int[] others = other.codePoints().toArray();
        int place = 0;
        for (int codePoint : one.codePoints().toArray()) {
            greater.appendCodePoint(Math.max(codePoint, others[place++]));
        }
        return greater.toString();
    }
}
