package echo.api.value;

import echo.api.Bytes;
import echo.api.ItemId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A value that an item can hold. What was written is what is read, to the bit: integers of 64 bits, floats of 64 bits, exact
 * decimals with their scale, instants to the nanosecond, explicit null.
 *
 * <p>Immutable. Lists and maps nest at most {@link echo.api.Limits#DEPTH} deep, which the codec checks.
 */
public sealed interface Value {
    Value NULL = new Null();

    static Value of(boolean flag) {
        return new Bool(flag);
    }

    static Value of(long number) {
        return new Int(number);
    }

    static Value of(double number) {
        return new Real(number);
    }

    static Value of(BigDecimal number) {
        return new Decimal(number);
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(Bytes bytes) {
        return new Blob(bytes);
    }

    static Value of(Instant instant) {
        return new Timestamp(instant);
    }

    static Value of(ItemId item) {
        return new Reference(item);
    }

    static Value of(List<? extends Value> elements) {
        return new ListValue(List.copyOf(elements));
    }

    static Value of(Map<String, ? extends Value> entries) {
        return new MapValue(new TreeMap<>(entries));
    }

    /** A value that is explicitly nothing; not the same as no value. */
    record Null() implements Value {}

    record Bool(boolean value) implements Value {}

    /** A 64-bit signed integer. */
    record Int(long value) implements Value {}

    /** A 64-bit IEEE 754 number. All NaN are one; −0.0 is not 0.0. */
    record Real(double value) implements Value {
        public Real {
            value = Double.isNaN(value) ? Double.NaN : value;
        }
    }

    /** An exact decimal: 1.0 and 1.00 differ. */
    record Decimal(BigDecimal value) implements Value {}

    /** Unicode text; unpaired surrogates are refused, since UTF-8 cannot carry them. */
    record Text(String value) implements Value {
        public Text {
            for (int i = 0; i < value.length(); i++) {
                char unit = value.charAt(i);
                boolean pair = Character.isHighSurrogate(unit)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (Character.isSurrogate(unit) && !pair) {
                    throw new IllegalArgumentException("text has an unpaired surrogate at index " + i);
                }
                i += pair ? 1 : 0;
            }
        }
    }

    record Blob(Bytes value) implements Value {}

    /** An instant of the time line, to the nanosecond. */
    record Timestamp(Instant value) implements Value {}

    /** Another item of the same party, which may not exist (yet, or any more). */
    record Reference(ItemId value) implements Value {}

    /**
     * Values in order.
     *
     * @param elements unmodifiable
     */
    record ListValue(List<Value> elements) implements Value {
        public ListValue {
            elements = Collections.unmodifiableList(new ArrayList<>(elements));
        }
    }

    /**
     * Values by key.
     *
     * @param entries in {@link String#compareTo} order; unmodifiable
     */
    record MapValue(SortedMap<String, Value> entries) implements Value {
        public static final MapValue EMPTY = new MapValue(new TreeMap<>());

        public MapValue {
            SortedMap<String, Value> sorted = new TreeMap<>(); // one made of a sorted map would take over its order
            sorted.putAll(entries);
            entries = Collections.unmodifiableSortedMap(sorted);
        }
    }
}
