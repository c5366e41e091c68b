package echo.api.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.Limits;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are property paths: the ancestor's cases and bad input. */
class PathTest {
    @ParameterizedTest
    @ValueSource(strings = {"x", "foo_bar", "foo.bar", "$a", "a-b.c", "0"})
    void isAPath(String text) {
        assertEquals(text, Path.of(text).toString());
        assertEquals(List.of(text.split("\\.")), Path.of(text).keys());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "@", ".foo", "foo.", "foo..bar", ".", "foo bar", "föö", "a\n", "a.\n"})
    void isNoPathAndSaysSo(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Path.of(text));
        assertEquals(true, refusal.toString().contains("'" + text + "'"));
    }

    @Test
    void aKeyWithADotIsGivenAsAKey() {
        assertEquals(List.of("a.b", "c"), Path.ofKeys("a.b", "c").keys());
        assertThrows(IllegalArgumentException.class, () -> Path.ofKeys("a", ""));
        assertThrows(IllegalArgumentException.class, Path::ofKeys);
    }

    /** P10: depth has a limit, and text far past it is refused like any other, without a deep recursion. */
    @Test
    void aPathIsAtMostSoDeep() {
        String deepest = String.join(".", Collections.nCopies(Limits.DEPTH, "a"));
        assertEquals(Limits.DEPTH, Path.of(deepest).keys().size());
        assertThrows(IllegalArgumentException.class, () -> Path.of(deepest + ".a"));
        String absurd = String.join(".", Collections.nCopies(100_000, "a"));
        assertThrows(IllegalArgumentException.class, () -> Path.of(absurd));
    }
}
