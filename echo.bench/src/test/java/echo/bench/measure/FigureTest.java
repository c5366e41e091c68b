package echo.bench.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void aFigureIsALineOfJsonWithTheMedianOfItsRuns() {
        Figure figure = new Figure("a.b", "ms", List.of(3.0, 1.0, 250_000.4), Map.of("z_ms", 0.5, "c_ms", 2.0));
        assertEquals(
                "{\"name\":\"a.b\",\"value\":3.00,\"unit\":\"ms\",\"runs\":3,\"min\":1.00,\"max\":250000,"
                        + "\"beside\":{\"c_ms\":2.00,\"z_ms\":0.5000}}",
                figure.toJson());
    }

    @Test
    void thereIsNoFigureOfNoRun() {
        assertThrows(IllegalArgumentException.class, () -> new Figure("a", "ms", List.of(), Map.of()));
    }

    @Test
    void percentilesAreTheNearestRankInMilliseconds() {
        Samples samples = new Samples();
        for (int i = 2_000; i > 0; i--) {
            samples.add(i * 1_000_000L);
        }
        assertEquals(1_000, samples.percentileMs(50));
        assertEquals(1_980, samples.percentileMs(99));
        assertEquals(2_000, samples.percentileMs(100));
        assertEquals(1, samples.percentileMs(0));
    }
}
