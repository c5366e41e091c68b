package echo.api.value;

import echo.api.Limits;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names a property within nested maps: keys in order, written with dots between, as {@code user.name}. A key that itself
 * contains a dot is given through {@link #ofKeys}.
 *
 * @param keys 1 to {@link Limits#DEPTH} keys, each at least one character
 */
public record Path(List<String> keys) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_$-]+");

    public Path {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > Limits.DEPTH || keys.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("a path has 1 to " + Limits.DEPTH + " keys, none empty: " + keys);
        }
    }

    /**
     * Reads a dotted path: keys of letters, digits, {@code _}, {@code -} and {@code $}.
     *
     * @throws IllegalArgumentException for another form, naming it
     */
    public static Path of(String dotted) {
        List<String> keys = List.of(dotted.split("\\.", -1));
        if (!keys.stream().allMatch(key -> KEY.matcher(key).matches())) {
            throw new IllegalArgumentException("'" + dotted
                    + "' is not a property path; write keys of letters, digits, _, - and $ with dots between");
        }
        return new Path(keys);
    }

    /** A path of keys with any characters. */
    public static Path ofKeys(String... keys) {
        return new Path(List.of(keys));
    }

    @Override
    public String toString() {
        return String.join(".", keys);
    }
}
