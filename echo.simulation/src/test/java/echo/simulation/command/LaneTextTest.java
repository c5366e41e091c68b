package echo.simulation.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.simulation.world.Trace.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTextTest {
    private static final List<Line> LINES = List.of(
            new Line(0, "n0", "starts", ""),
            new Line(0, "n1", "starts", ""),
            new Line(5, "n1", "seal", "feed 1a2b3c4d blocks 0…0"),
            new Line(7, "", "fault", "isolation"),
            new Line(7, "n0", "is cut off", ""),
            new Line(9, "n1", "loses power", ""),
            new Line(12, "n0", "ask", "view of {}"),
            new Line(13, "n0", "ask", "view of {}"),
            new Line(2_000, "", "cuts end", ""),
            new Line(2_001, "n1", "starts", ""));

    @Test
    void everyNodeHasALaneThatShowsHowItIs() {
        assertEquals("""
                          ms  n0 n1
                           0  ▲     starts
                           0  │  ▲  starts
                           5  │  ●  seal         feed 1a2b3c4d blocks 0…0
                           7  │  │  fault        isolation
                           7  ●  │  is cut off
                           9  ┊  ×  loses power
                          12  ●     ask          view of {}
                       2,000  │     cuts end
                       2,001  │  ▲  starts\
                """, String.join("\n", new LaneText().of(LINES)));
    }

    @Test
    void fromAfarARowShowsWhenANodeWasThereAndWhatItTookIn() {
        assertEquals(
                List.of(
                        "   n0  ┄┄┄┄┄┄┄┄┄─",
                        "   n1  █        ─",
                        "       a",
                        "       0    2.0 s",
                        "       a  isolation"),
                new Picture(LINES, 10).lines());
    }
}
