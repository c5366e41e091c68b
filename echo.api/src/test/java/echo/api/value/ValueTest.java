package echo.api.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is one value and what are two. */
class ValueTest {
    @Test
    void numbersKeepTheirKindAndPrecision() {
        assertNotEquals(Value.of(1L), Value.of(1.0));
        assertNotEquals(Value.of(new BigDecimal("1.0")), Value.of(new BigDecimal("1.00")));
        assertNotEquals(Value.of(0.0), Value.of(-0.0));
        assertEquals(Value.of(Double.NaN), Value.of(Double.longBitsToDouble(0x7ff8000000000123L)));
        assertEquals(new Value.Int(9007199254740993L), Value.of(9007199254740993L));
    }

    @Test
    void textThatUtf8CannotCarryIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Value.of("\ud83d"));
        assertThrows(IllegalArgumentException.class, () -> Value.of("a\ude00b"));
        assertThrows(IllegalArgumentException.class, () -> Value.of("\ude00\ud83d"));
        assertEquals(new Value.Text("\ud83d\ude00"), Value.of("\ud83d\ude00"));
    }

    @Test
    void listsAndMapsAreCopiedAndCannotBeChanged() {
        List<Value> elements = new ArrayList<>(List.of(Value.of(1L)));
        Map<String, Value> entries = new TreeMap<>(Map.of("b", Value.NULL));
        Value.ListValue list = new Value.ListValue(elements);
        Value.MapValue map = (Value.MapValue) Value.of(entries);
        elements.clear();
        entries.clear();
        assertEquals(1, list.elements().size());
        assertEquals(1, map.entries().size());
        assertThrows(UnsupportedOperationException.class, () -> list.elements().add(Value.NULL));
        assertThrows(UnsupportedOperationException.class, () -> map.entries().put("c", Value.NULL));
    }

    /** A model may have an order of its own; a path must find its keys all the same. */
    @Test
    void mapsAreInTheOrderOfTheirKeysWhateverOrderTheyWereGivenIn() {
        SortedMap<String, Value> entries = new TreeMap<>(String.CASE_INSENSITIVE_ORDER.reversed());
        entries.put("b", Value.NULL);
        entries.put("C", Value.of(1));
        Value.MapValue map = new Value.MapValue(entries);
        assertEquals(List.of("C", "b"), List.copyOf(map.entries().keySet()));
        assertNull(map.entries().get("B"));
    }
}
