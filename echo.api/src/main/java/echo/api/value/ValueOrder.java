package echo.api.value;

import echo.api.Bytes;
import echo.api.ItemId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The total order in which queries sort and compare values. Values of different kinds are in the order of {@link Kind}. Numbers
 * are one kind and compare by what they are worth, exactly: 1, 1.0 and the decimal 1.00 are equal, and so are 0.0 and −0.0;
 * NaN comes after all others. Texts are in the order of {@link String#compareTo}, bytes unsigned, false before true, instants by
 * time, references by id. Lists compare element by element, maps entry by entry (key, then value), and a beginning comes before
 * what continues it.
 *
 * <p>A preorder, coarser than {@link Value#equals}. Pure functions; any thread.
 */
public final class ValueOrder {
    private static final double LONGS_END = 0x1p63;

    /** Kinds of values, in order; each begins with its {@link #least} value. */
    public enum Kind {
        NULL,
        BOOL,
        NUMBER,
        TEXT,
        BLOB,
        TIMESTAMP,
        REFERENCE,
        LIST,
        MAP;

        /** The kind of {@code value}. */
        public static Kind of(Value value) {
            if (isNumber(value)) {
                return NUMBER;
            } else if (value instanceof Value.Text) {
                return TEXT;
            } else if (value instanceof Value.Bool) {
                return BOOL;
            } else if (value instanceof Value.Null) {
                return NULL;
            } else if (value instanceof Value.Blob) {
                return BLOB;
            } else if (value instanceof Value.Timestamp) {
                return TIMESTAMP;
            } else if (value instanceof Value.Reference) {
                return REFERENCE;
            }
            return value instanceof Value.ListValue ? LIST : MAP;
        }

        /** No value of this kind is less. */
        public Value least() {
            return switch (this) {
                case NULL -> Value.NULL;
                case BOOL -> Value.of(false);
                case NUMBER -> Value.of(Double.NEGATIVE_INFINITY);
                case TEXT -> Value.of("");
                case BLOB -> Value.of(Bytes.EMPTY);
                case TIMESTAMP -> Value.of(Instant.MIN);
                case REFERENCE -> Value.of(ItemId.ROOT);
                case LIST -> Value.of(List.of());
                case MAP -> Value.MapValue.EMPTY;
            };
        }
    }

    private ValueOrder() {}

    /** Negative, zero or positive, as {@code one} comes before, with or after {@code two}. */
    public static int compare(Value one, Value two) {
        Kind kind = Kind.of(one);
        int order = kind.compareTo(Kind.of(two));
        if (order != 0) {
            return order;
        }
        return switch (kind) {
            case NULL -> 0;
            case BOOL -> Boolean.compare(((Value.Bool) one).value(), ((Value.Bool) two).value());
            case NUMBER -> compareNumbers(one, two);
            case TEXT -> ((Value.Text) one).value().compareTo(((Value.Text) two).value());
            case BLOB -> ((Value.Blob) one).value().compareTo(((Value.Blob) two).value());
            case TIMESTAMP -> ((Value.Timestamp) one).value().compareTo(((Value.Timestamp) two).value());
            case REFERENCE -> ((Value.Reference) one).value().compareTo(((Value.Reference) two).value());
            case LIST -> compareLists(((Value.ListValue) one).elements(), ((Value.ListValue) two).elements());
            case MAP -> compareMaps(((Value.MapValue) one).entries(), ((Value.MapValue) two).entries());
        };
    }

    private static boolean isNumber(Value value) {
        return value instanceof Value.Int || value instanceof Value.Real || value instanceof Value.Decimal;
    }

    private static int compareNumbers(Value one, Value two) {
        if (one instanceof Value.Int mine && two instanceof Value.Int theirs) {
            return Long.compare(mine.value(), theirs.value());
        } else if (one instanceof Value.Real mine && two instanceof Value.Real theirs) {
            return mine.value() == theirs.value() ? 0 : Double.compare(mine.value(), theirs.value());
        } else if (one instanceof Value.Int mine && two instanceof Value.Real theirs) {
            return compare(mine.value(), theirs.value());
        } else if (one instanceof Value.Real mine && two instanceof Value.Int theirs) {
            return -compare(theirs.value(), mine.value());
        } else if (one instanceof Value.Real mine && !Double.isFinite(mine.value())) {
            return mine.value() < 0 ? -1 : 1;
        } else if (two instanceof Value.Real theirs && !Double.isFinite(theirs.value())) {
            return theirs.value() < 0 ? 1 : -1;
        }
        return exact(one).compareTo(exact(two));
    }

    /** Within the range of longs, a double without its fraction is a long, and the fraction of one that has any is exact. */
    private static int compare(long whole, double real) {
        if (Double.isNaN(real) || real >= LONGS_END) {
            return -1;
        } else if (real < -LONGS_END) {
            return 1;
        }
        int order = Long.compare(whole, (long) real);
        double fraction = real - (long) real;
        return order != 0 || fraction == 0 ? order : fraction > 0 ? -1 : 1;
    }

    private static BigDecimal exact(Value number) {
        if (number instanceof Value.Int whole) {
            return BigDecimal.valueOf(whole.value());
        }
        return number instanceof Value.Real real ? new BigDecimal(real.value()) : ((Value.Decimal) number).value();
    }

    private static int compareLists(List<Value> one, List<Value> two) {
        int both = Math.min(one.size(), two.size());
        for (int i = 0; i < both; i++) {
            int order = compare(one.get(i), two.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), two.size());
    }

    private static int compareMaps(SortedMap<String, Value> one, SortedMap<String, Value> two) {
        Iterator<Map.Entry<String, Value>> theirs = two.entrySet().iterator();
        for (Map.Entry<String, Value> mine : one.entrySet()) {
            if (!theirs.hasNext()) {
                return 1;
            }
            Map.Entry<String, Value> entry = theirs.next();
            int order = mine.getKey().compareTo(entry.getKey());
            order = order != 0 ? order : compare(mine.getValue(), entry.getValue());
            if (order != 0) {
                return order;
            }
        }
        return theirs.hasNext() ? -1 : 0;
    }
}
