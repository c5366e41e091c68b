package echo.api.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Values as people write and read them: JSON, and what JSON lacks. {@code 12} is an integer, {@code 1.5} a 64-bit float,
 * {@code 1.50m} an exact decimal, {@code @} with 32 hexadecimal digits a reference, {@code x"00ff"} bytes,
 * {@code t"2026-01-01T00:00:00Z"} an instant, {@code real"NaN"} a float that has no digits. What is written is what is read.
 */
public final class Literal {
    private Literal() {}

    /**
     * The value that {@code text} stands for. What is no literal is a text, as it is; what begins as a text, list or map must be
     * a whole one.
     *
     * @throws IllegalArgumentException naming the place at which a text, list or map goes wrong
     */
    public static Value read(String text) {
        return LiteralReader.read(text);
    }

    /** Whether {@link #read} takes {@code text} for more than the text that it is. */
    public static boolean isLiteral(String text) {
        return LiteralReader.isLiteral(text);
    }

    /** The form that {@link #read} reads back as the same value. */
    public static String write(Value value) {
        if (value instanceof Value.Null) {
            return "null";
        } else if (value instanceof Value.Bool flag) {
            return String.valueOf(flag.value());
        } else if (value instanceof Value.Int number) {
            return String.valueOf(number.value());
        } else if (value instanceof Value.Real number) {
            return real(number.value());
        } else if (value instanceof Value.Decimal number) {
            return decimal(number.value());
        } else if (value instanceof Value.Text text) {
            return quoted(text.value());
        }
        return writeRare(value);
    }

    private static String writeRare(Value value) {
        if (value instanceof Value.Blob bytes) {
            return "x\"" + bytes.value().toHex() + '"';
        } else if (value instanceof Value.Timestamp instant) {
            return "t\"" + instant.value() + '"';
        } else if (value instanceof Value.Reference item) {
            return "@" + item.value();
        } else if (value instanceof Value.ListValue list) {
            return list.elements().stream().map(Literal::write).toList().toString();
        }
        List<String> entries = new ArrayList<>();
        ((Value.MapValue) value).entries().forEach((key, entry) -> entries.add(quoted(key) + ": " + write(entry)));
        return "{" + String.join(", ", entries) + "}";
    }

    private static String real(double number) {
        return Double.isFinite(number) ? String.valueOf(number) : "real\"" + number + '"';
    }

    /** With its scale, which plain digits do not show for 1E+3. */
    private static String decimal(BigDecimal number) {
        return number + "m";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(unit -> {
            switch (unit) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (unit < ' ' || unit == 0x7f) {
                        quoted.append(String.format("\\u%04x", unit));
                    } else {
                        quoted.append((char) unit);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
