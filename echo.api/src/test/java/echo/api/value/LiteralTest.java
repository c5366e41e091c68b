package echo.api.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.ItemId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** P5: what was written is what is read, also by people. */
class LiteralTest {
    private static final ItemId ITEM = ItemId.parse("00112233445566778899aabbccddeeff");

    @Test
    void everyKindOfValueIsReadBackFromWhatWasWritten() {
        List<Value> values = List.of(
                Value.NULL,
                Value.of(true),
                Value.of(Long.MIN_VALUE),
                Value.of(Long.MAX_VALUE),
                Value.of(1.5),
                Value.of(-0.0),
                Value.of(1e300),
                Value.of(Double.NaN),
                Value.of(Double.NEGATIVE_INFINITY),
                Value.of(new BigDecimal("1.50")),
                Value.of(new BigDecimal("1E+3")),
                Value.of("say \"hi\" \\ \n\t\u0001 ü 🎈"),
                Value.of("12"),
                Value.of(""),
                Value.of(Bytes.hex("00ff")),
                Value.of(Instant.parse("2026-01-01T00:00:00.000000001Z")),
                Value.of(ITEM));
        values.forEach(value -> assertEquals(value, Literal.read(Literal.write(value))));
        Value list = Value.of(values);
        assertEquals(list, Literal.read(Literal.write(list)));
        Value map = Value.of(Map.of("a b", list, "", Value.of(1)));
        assertEquals(map, Literal.read(Literal.write(map)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "two words", "12 apples", "1.2.3", "True", "@me", "-", "+1", "1_000", "x", "0x10"})
    void textThatIsNoLiteralIsThatText(String text) {
        assertEquals(Value.of(text), Literal.read(text));
    }

    @Test
    void anIntegerPastSixtyFourBitsLosesNoDigit() {
        assertEquals(Value.of(new BigDecimal("9223372036854775808")), Literal.read("9223372036854775808"));
    }

    @Test
    void aMapNeedsNoQuotesAroundItsKeys() {
        Value expected = Value.of(Map.of("a", Value.of(1), "b", Value.of(List.of(Value.of("x"), Value.NULL))));
        assertEquals(expected, Literal.read(" {a:1, b : [ \"x\" , null ] } ".strip()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1, 2 | at character 6",
                "[1 2] | at character 2",
                "\"open | a closing \"",
                "{\"a\" 1} | ':' after a key",
                "[1] 2 | nothing more",
                "[word] | a number, true, false",
                "x\"0g\" | hexadecimal",
                "t\"yesterday\" | an instant",
                "\"\\u12\" | four hexadecimal digits"
            })
    void aBrokenListMapOrTextIsRefusedNamingThePlace(String literal, String reason) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> Literal.read(literal));
        assertTrue(String.valueOf(failure.getMessage()).contains(reason), String.valueOf(failure.getMessage()));
    }

    @Test
    void aValueNestedPastTheLimitIsRefused() {
        String deep = "[".repeat(101) + "]".repeat(101);
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> Literal.read(deep));
        assertTrue(
                String.valueOf(failure.getMessage()).contains("at most 100 deep"),
                String.valueOf(failure.getMessage()));
    }
}
