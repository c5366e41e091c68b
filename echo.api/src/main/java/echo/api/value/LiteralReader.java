package echo.api.value;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.Limits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads one {@link Literal}, from left to right. */
final class LiteralReader {
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");
    private static final Pattern REAL = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?m");
    private static final Pattern REFERENCE = Pattern.compile("@[0-9a-f]{32}");
    private static final Pattern OPENS = Pattern.compile("(x|t|real)?\".*|\\[.*|\\{.*", Pattern.DOTALL);

    private final String source;
    private int at;

    private LiteralReader(String source) {
        this.source = source;
    }

    static Value read(String source) {
        if (!OPENS.matcher(source).matches()) {
            return plain(source).orElseGet(() -> Value.of(source));
        }
        LiteralReader reader = new LiteralReader(source);
        Value value = reader.value(1);
        reader.space();
        if (reader.at < source.length()) {
            throw reader.wrong("nothing more");
        }
        return value;
    }

    static boolean isLiteral(String source) {
        return OPENS.matcher(source).matches() || plain(source).isPresent();
    }

    private Value value(int depth) {
        if (depth > Limits.DEPTH) {
            throw new IllegalArgumentException("a value nests at most " + Limits.DEPTH + " deep; make it flatter");
        }
        space();
        if (taken("[")) {
            return list(depth);
        } else if (taken("{")) {
            return map(depth);
        } else if (ahead('"')) {
            return Value.of(text());
        } else if (taken("x\"")) {
            return written("hexadecimal digits in pairs", text -> Value.of(Bytes.hex(text)));
        } else if (taken("t\"")) {
            return written("an instant, as 2026-01-01T00:00:00Z", text -> Value.of(Instant.parse(text)));
        } else if (taken("real\"")) {
            return written("NaN, Infinity or -Infinity", text -> Value.of(Double.parseDouble(text)));
        }
        return bare();
    }

    private Value list(int depth) {
        List<Value> elements = new ArrayList<>();
        if (closed(']')) {
            return Value.of(elements);
        }
        do {
            elements.add(value(depth + 1));
        } while (another(']'));
        return Value.of(elements);
    }

    private Value map(int depth) {
        Map<String, Value> entries = new TreeMap<>();
        if (closed('}')) {
            return Value.of(entries);
        }
        do {
            space();
            String key = ahead('"') ? text() : until(":");
            space();
            if (!taken(":")) {
                throw wrong("':' after a key");
            }
            entries.put(key, value(depth + 1));
        } while (another('}'));
        return Value.of(entries);
    }

    private Value bare() {
        int start = at;
        String word = until(",]}");
        return plain(word).orElseThrow(() -> {
            at = start;
            return wrong("a number, true, false, null, \"text\", [ or {");
        });
    }

    private interface Form {
        Value of(String text);
    }

    private Value written(String form, Form reading) {
        int start = at--;
        try {
            return reading.of(text());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            at = start;
            throw wrong(form);
        }
    }

    private static Optional<Value> plain(String word) {
        if (word.equals("null")) {
            return Optional.of(Value.NULL);
        } else if (word.equals("true") || word.equals("false")) {
            return Optional.of(Value.of(word.equals("true")));
        } else if (INTEGER.matcher(word).matches()) {
            return Optional.of(integer(word));
        } else if (REAL.matcher(word).matches()) {
            return Optional.of(Value.of(Double.parseDouble(word)));
        } else if (DECIMAL.matcher(word).matches()) {
            return Optional.of(Value.of(new BigDecimal(word.substring(0, word.length() - 1))));
        } else if (REFERENCE.matcher(word).matches()) {
            return Optional.of(Value.of(ItemId.parse(word.substring(1))));
        }
        return Optional.empty();
    }

    /** Digits past 64 bits are an exact decimal: no digit is lost. */
    private static Value integer(String digits) {
        BigInteger number = new BigInteger(digits);
        return number.bitLength() < Long.SIZE ? Value.of(number.longValue()) : Value.of(new BigDecimal(number));
    }

    /** From the opening to past the closing quote. */
    private String text() {
        StringBuilder text = new StringBuilder();
        at++;
        while (!ahead('"')) {
            if (at >= source.length()) {
                throw wrong("a closing \"");
            }
            char unit = source.charAt(at++);
            text.append(unit == '\\' ? escaped() : unit);
        }
        at++;
        return text.toString();
    }

    private char escaped() {
        char unit = at < source.length() ? source.charAt(at++) : ' ';
        return switch (unit) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> unit;
            case 'u' -> unicode();
            default -> throw wrong("one of n t r b f u \" \\ / after \\");
        };
    }

    private char unicode() {
        try {
            int unit = Integer.parseInt(source, at, at + 4, 16);
            at += 4;
            return (char) unit;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw wrong("four hexadecimal digits after \\u");
        }
    }

    private boolean another(char close) {
        space();
        if (taken(",")) {
            return true;
        } else if (closed(close)) {
            return false;
        }
        throw wrong("',' or '" + close + "'");
    }

    private boolean closed(char close) {
        space();
        return taken(String.valueOf(close));
    }

    private String until(String ends) {
        int start = at;
        while (at < source.length() && ends.indexOf(source.charAt(at)) < 0) {
            at++;
        }
        return source.substring(start, at).strip();
    }

    private boolean taken(String text) {
        boolean there = source.startsWith(text, at);
        at += there ? text.length() : 0;
        return there;
    }

    private boolean ahead(char unit) {
        return at < source.length() && source.charAt(at) == unit;
    }

    private void space() {
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        String found =
                at < source.length() ? "'" + source.substring(at, Math.min(at + 12, source.length())) + "'" : "its end";
        return new IllegalArgumentException(
                "the value needs " + expected + " at character " + (at + 1) + ", where it has " + found);
    }
}
