package echo.api.query;

import echo.api.query.Condition.Comparison;
import echo.api.value.Path;
import echo.api.value.Value;
import java.util.List;

/**
 * A property as a query speaks of it: the beginning of conditions and of orders. Immutable; any thread.
 *
 * @param path where it stands among the properties that the item's model shows
 */
public record Property(Path path) {
    /** The property at a dotted path, as {@code user.name}. */
    public static Property property(String dotted) {
        return new Property(Path.of(dotted));
    }

    public static Property property(Path path) {
        return new Property(path);
    }

    /** Holds where it is there, be it null. */
    public Condition exists() {
        return new Condition.Present(path);
    }

    public Condition is(Value value) {
        return compare(Comparison.EQUAL, value);
    }

    public Condition is(long number) {
        return is(Value.of(number));
    }

    public Condition is(String text) {
        return is(Value.of(text));
    }

    public Condition is(boolean flag) {
        return is(Value.of(flag));
    }

    public Condition lessThan(Value value) {
        return compare(Comparison.LESS, value);
    }

    public Condition lessThan(long number) {
        return lessThan(Value.of(number));
    }

    public Condition atMost(Value value) {
        return compare(Comparison.AT_MOST, value);
    }

    public Condition atMost(long number) {
        return atMost(Value.of(number));
    }

    public Condition greaterThan(Value value) {
        return compare(Comparison.GREATER, value);
    }

    public Condition greaterThan(long number) {
        return greaterThan(Value.of(number));
    }

    public Condition atLeast(Value value) {
        return compare(Comparison.AT_LEAST, value);
    }

    public Condition atLeast(long number) {
        return atLeast(Value.of(number));
    }

    /** Holds where it is one of {@code values}. */
    public Condition in(List<? extends Value> values) {
        return new Condition.Any(values.stream().map(this::is).toList());
    }

    public Condition startsWith(String beginning) {
        return new Condition.Like(path, List.of(beginning, ""));
    }

    public Condition endsWith(String end) {
        return new Condition.Like(path, List.of("", end));
    }

    /** Holds where it is a text with {@code part} in it. Of a list or set that has an element, say {@link #is}. */
    public Condition contains(String part) {
        return new Condition.Like(path, List.of("", part, ""));
    }

    public Order ascending() {
        return new Order(path, false);
    }

    public Order descending() {
        return new Order(path, true);
    }

    private Condition compare(Comparison how, Value value) {
        return new Condition.Compare(path, how, value);
    }
}
