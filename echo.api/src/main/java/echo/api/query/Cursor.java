package echo.api.query;

import echo.api.value.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A place in the text of a query: takes what stands there and goes on behind it. Which part comes where {@link QueryReader} knows.
 * What is wrong is told with its column, from 1. One thread.
 */
final class Cursor {
    // A backslash takes the character after it for what it is.

    static final String SPACE = " \t\r\n";

    private final String source;
    private int at;

    Cursor(String source) {
        this.source = source;
    }

    int at() {
        return at;
    }

    boolean atEnd() {
        return at == source.length();
    }

    /** Where the next part begins, behind space. */
    int start() {
        space();
        return at;
    }

    void backTo(int place) {
        at = place;
    }

    /** All that is left. */
    String rest() {
        String rest = source.substring(at);
        at = source.length();
        return rest;
    }

    /** What stands before the closing parenthesis, divided at each star. */
    List<String> parts() {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        while (at < source.length() && !ahead(')')) {
            if (ahead('(')) {
                throw wrong(at, ") or, for a parenthesis that is meant, \\(");
            }
            if (ahead('*')) {
                at++;
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(unit());
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /** Keys with dots between, up to one of {@code ends}; space around it is not of it. */
    Path path(String ends) {
        int start = start();
        List<String> keys = new ArrayList<>();
        StringBuilder key = new StringBuilder();
        int solid = 0;
        while (at < source.length() && ends.indexOf(source.charAt(at)) < 0) {
            if (ahead('.')) {
                at++;
                keys.add(key.toString());
                key.setLength(0);
                solid = 0;
            } else {
                boolean space = SPACE.indexOf(source.charAt(at)) >= 0;
                key.append(unit());
                solid = space ? solid : key.length();
            }
        }
        keys.add(key.substring(0, solid));
        return built(start, () -> new Path(keys));
    }

    private char unit() {
        at += ahead('\\') ? 1 : 0;
        if (at == source.length()) {
            throw wrong(at, "a character after \\");
        }
        return source.charAt(at++);
    }

    /** Letters and digits, as many as there are; perhaps none. */
    String word() {
        return word("");
    }

    /** Letters, digits and {@code others}, as many as there are; perhaps none. */
    String word(String others) {
        int start = start();
        while (at < source.length() && isIn(source.charAt(at), others)) {
            at++;
        }
        return source.substring(start, at);
    }

    private static boolean isIn(char unit, String others) {
        return Character.isLetterOrDigit(unit) || others.indexOf(unit) >= 0;
    }

    void space() {
        while (at < source.length() && SPACE.indexOf(source.charAt(at)) >= 0) {
            at++;
        }
    }

    boolean ahead(char unit) {
        return at < source.length() && source.charAt(at) == unit;
    }

    boolean taken(String text) {
        space();
        boolean there = source.startsWith(text, at);
        at += there ? text.length() : 0;
        return there;
    }

    void need(String text) {
        if (!taken(text)) {
            throw wrong(at, text);
        }
    }

    /** What {@code making} makes of what stands from {@code start} on; what it refuses is told with that column. */
    <T> T built(int start, Supplier<T> making) {
        try {
            return making.get();
        } catch (WrongTextException e) {
            throw e;
        } catch (NumberFormatException e) {
            throw wrong(start, "a number");
        } catch (IllegalArgumentException e) {
            throw new WrongTextException("column " + (start + 1) + ": " + e.getMessage());
        }
    }

    WrongTextException wrong(int column, String wanted) {
        String found = column < source.length()
                ? "'" + source.substring(column, Math.min(column + 12, source.length())) + "'"
                : "the end";
        return new WrongTextException("column " + (column + 1) + ": wanted " + wanted + ", found " + found);
    }

    /** A text that is no query: its message has the column. */
    private static final class WrongTextException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        WrongTextException(String message) {
            super(message);
        }
    }
}
