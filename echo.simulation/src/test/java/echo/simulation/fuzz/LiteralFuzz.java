package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.value.Literal;
import echo.api.value.Path;
import echo.api.value.Value;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and paths as people write them. */
class LiteralFuzz {
    static Stream<Arguments> seeds() {
        return Seeds.of(Stream.of(
                        Literal.write(Seeds.properties()),
                        "12",
                        "-1.5e-3",
                        "1.50m",
                        "1E+3m",
                        "real\"-Infinity\"",
                        "x\"00ff\"",
                        "t\"2026-01-01T00:00:00.000000001Z\"",
                        "@00112233445566778899aabbccddeeff",
                        "[null, true, {\"a\\u0007\": \"\\\\\"}]",
                        "home.city")
                .map(Bytes::utf8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"\"real\\\"NaN\\\"\"", "\"t\\\"\"", "\"x\\\"\"", "\"\\\\u\"", "\"e+\""})
    @FuzzTest
    void whatIsReadIsWrittenAndReadBackAsTheSame(byte[] input) {
        String text = Bytes.owning(input).toUtf8();
        value(text);
        try {
            Path path = Path.of(text);
            assertEquals(path, Path.of(path.toString()));
        } catch (IllegalArgumentException refused) {
            Promise.isReason(refused);
        }
    }

    private static void value(String text) {
        Value value;
        try {
            value = Promise.inProportion(text.length(), () -> Literal.read(text));
        } catch (IllegalArgumentException refused) {
            Promise.isReason(refused);
            return;
        }
        String written = Literal.write(value);
        assertEquals(value, Literal.read(written), written);
        if (!Literal.isLiteral(text)) {
            assertEquals(Value.of(text), value);
        }
        assertTrue(Literal.isLiteral(written), written);
    }
}
