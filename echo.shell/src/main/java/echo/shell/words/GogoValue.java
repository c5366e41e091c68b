package echo.shell.words;

import echo.api.value.Literal;
import echo.api.value.Value;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The value that a word of the shell stands for: a {@link Literal}, or what Gogo has read already. */
public final class GogoValue {
    private GogoValue() {}

    /**
     * The value of {@code word}: text, flag, list, map or nothing.
     *
     * @throws IllegalArgumentException as {@link Literal#read}
     */
    public static Value of(@Nullable Object word) {
        if (word == null) {
            return Value.NULL;
        } else if (word instanceof Boolean flag) {
            return Value.of(flag);
        } else if (word instanceof Collection<?> elements) {
            return Value.of(elements.stream().map(GogoValue::of).toList());
        } else if (word instanceof Map<?, ?> entries) {
            Map<String, Value> values = new TreeMap<>();
            entries.forEach((key, value) -> values.put(String.valueOf(key), of(value)));
            return Value.of(values);
        }
        return Literal.read(word.toString());
    }
}
