package echo.api.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.ItemId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueOrderTest {
    private static Value decimal(String digits) {
        return Value.of(new BigDecimal(digits));
    }

    /** Groups of values that are worth the same, in order. */
    private static final List<List<Value>> IN_ORDER = List.of(
            List.of(Value.NULL),
            List.of(Value.of(false)),
            List.of(Value.of(true)),
            List.of(Value.of(Double.NEGATIVE_INFINITY)),
            List.of(Value.of(-1e300)),
            List.of(Value.of(-0x1p63), Value.of(Long.MIN_VALUE), decimal("-9223372036854775808.0")),
            List.of(Value.of(-1.5), decimal("-1.50")),
            List.of(Value.of(-1), Value.of(-1.0)),
            List.of(Value.of(-Double.MIN_VALUE)),
            List.of(Value.of(0), Value.of(0.0), Value.of(-0.0), decimal("0.00")),
            List.of(Value.of(Double.MIN_VALUE)),
            List.of(decimal("0.1")),
            List.of(Value.of(0.1)), // the nearest double is a little more
            List.of(Value.of(1), Value.of(1.0), decimal("1"), decimal("1.00")),
            List.of(Value.of(0x1p53), Value.of(1L << 53)),
            List.of(Value.of((1L << 53) + 1)), // no double is worth that
            List.of(Value.of(Long.MAX_VALUE)),
            List.of(Value.of(0x1p63), decimal("9223372036854775808")),
            List.of(Value.of(1e300)),
            List.of(decimal("1E+9999")),
            List.of(Value.of(Double.POSITIVE_INFINITY)),
            List.of(Value.of(Double.NaN)),
            List.of(Value.of("")),
            List.of(Value.of("A")),
            List.of(Value.of("Ab")),
            List.of(Value.of("a")),
            List.of(Value.of(Bytes.EMPTY)),
            List.of(Value.of(Bytes.hex("7f"))),
            List.of(Value.of(Bytes.hex("80"))),
            List.of(Value.of(Instant.MIN)),
            List.of(Value.of(Instant.EPOCH)),
            List.of(Value.of(ItemId.ROOT)),
            List.of(Value.of(ItemId.parse("00".repeat(15) + "01"))),
            List.of(Value.of(List.of())),
            List.of(Value.of(List.of(Value.of(1))), Value.of(List.of(Value.of(1.0)))),
            List.of(Value.of(List.of(Value.of(1), Value.NULL))),
            List.of(Value.of(List.of(Value.of("a")))),
            List.of(Value.of(Map.of())),
            List.of(Value.of(Map.of("a", Value.of(2)))),
            List.of(Value.of(Map.of("a", Value.of(2), "b", Value.NULL))),
            List.of(Value.of(Map.of("b", Value.of(1)))));

    @Test
    void valuesStandInOneTotalOrder() {
        for (int i = 0; i < IN_ORDER.size(); i++) {
            for (int j = 0; j < IN_ORDER.size(); j++) {
                for (Value one : IN_ORDER.get(i)) {
                    for (Value two : IN_ORDER.get(j)) {
                        int order = ValueOrder.compare(one, two);
                        assertEquals(Integer.compare(i, j), Integer.signum(order), one + " and " + two);
                    }
                }
            }
        }
    }

    @Test
    void noValueIsLessThanTheLeastOfItsKind() {
        for (List<Value> group : IN_ORDER) {
            for (Value value : group) {
                ValueOrder.Kind kind = ValueOrder.Kind.of(value);
                assertEquals(kind, ValueOrder.Kind.of(kind.least()));
                assertTrue(ValueOrder.compare(kind.least(), value) <= 0, value.toString());
            }
        }
    }
}
