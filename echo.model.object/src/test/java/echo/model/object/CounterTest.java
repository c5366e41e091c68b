package echo.model.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.Limits;
import echo.api.value.Path;
import echo.api.value.Value;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Counters add up, and what a set does to them (docs/format.md, "Counters"). Feed a sorts before feed b. */
class CounterTest {
    private static final Path N = Path.of("n");

    private final Replica a = new Replica(1);
    private final Replica b = new Replica(2);

    @Test
    void aCounterBeginsAtNothingAndReadsAsAnInteger() {
        a.item().increment("n", 2);
        a.item().increment("n", -5);
        assertEquals(Value.of(Map.of("n", Value.of(-3))), a.item().properties());
        a.item().increment("m.deep", 1);
        assertEquals(Optional.of(Value.of(1)), a.item().get("m.deep"));
    }

    @Test
    void anIntegerThatWasSetIsCountedOn() {
        a.item().set(N, Value.of(40));
        a.item().increment(N, 2);
        assertEquals(Optional.of(Value.of(42)), a.item().get(N));
    }

    @Test
    void incrementsMadeApartAddUp() {
        a.item().set(N, Value.of(100));
        heal();
        for (int i = 1; i <= 10; i++) {
            a.item().increment(N, i);
            b.item().increment(N, 100L * i);
        }
        heal();
        assertEquals(Optional.of(Value.of(100 + 55 + 5500)), a.item().get(N));
    }

    /**
     * <pre>
     *   a: +1 ── set 10 ── +2     in order: a +1, b +100, a set 10, b +200, a +2, b +400
     *   b: +100 ─ +200 ─── +400
     * </pre>
     */
    @Test
    void aSetEndsTheIncrementsBeforeItInTheOrderAndThoseAfterItCountOn() {
        a.item().increment(N, 1);
        a.item().set(N, Value.of(10));
        a.item().increment(N, 2);
        b.item().increment(N, 100);
        b.item().increment(N, 200);
        b.item().increment(N, 400);
        heal();
        assertEquals(Optional.of(Value.of(10 + 200 + 2 + 400)), b.item().get(N));
    }

    @Test
    void whatIsNoIntegerIsNotCountedOn() {
        for (Value value : new Value[] {Value.of(1.5), Value.of("1"), Value.NULL, ObjectItemTest.numbers(1)}) {
            a.item().set(N, value);
            assertThrows(IllegalArgumentException.class, () -> a.item().increment(N, 1));
            assertEquals(Optional.of(value), a.item().get(N));
        }
    }

    @Test
    void anIncrementOfWhatHasBecomeATextDoesNothingAndSaysSo() {
        a.item().set(N, Value.of("text"));
        b.item().increment(N, 1);
        heal();
        assertEquals(Optional.of(Value.of("text")), b.item().get(N));
        assertEquals("what is there is no integer to count on", b.ignored());
    }

    @Test
    void aCountWrapsSoThatTheOrderOfIncrementsDoesNotMatter() {
        a.item().set(N, Value.of(Long.MAX_VALUE));
        a.item().increment(N, 1);
        assertEquals(Optional.of(Value.of(Long.MIN_VALUE)), a.item().get(N));
        a.item().increment(N, -1);
        assertEquals(Optional.of(Value.of(Long.MAX_VALUE)), a.item().get(N));
    }

    @Test
    void aCounterStandsAsDeepAsAnyValue() {
        Path deepest = new Path(Collections.nCopies(Limits.DEPTH, "k"));
        a.item().increment(deepest, 1);
        heal();
        assertEquals(Optional.of(Value.of(1)), b.item().get(deepest));
    }

    private void heal() {
        a.heal(b);
        assertEquals(a.saved(), b.saved());
        assertEquals(a.state(), new ObjectModel().codec().orElseThrow().load(a.saved()));
    }
}
