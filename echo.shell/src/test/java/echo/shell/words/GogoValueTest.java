package echo.shell.words;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.value.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GogoValueTest {
    @Test
    void whatGogoHasAlreadyReadIsTakenAsItIs() {
        assertEquals(Value.NULL, GogoValue.of(null));
        assertEquals(Value.of(true), GogoValue.of(true));
        assertEquals(Value.of(7), GogoValue.of(7L));
        assertEquals(Value.of(List.of(Value.of("a"), Value.of(1))), GogoValue.of(Arrays.asList("a", "1")));
    }
}
