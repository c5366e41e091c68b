package echo.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.simulation.pipeline.Desk;
import echo.simulation.pipeline.Fate;
import echo.simulation.pipeline.SmallHistory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of docs/simulator.md, "Small worlds, whole". */
class ExampleTest {
    @Test
    void whoeverHearsInWhateverOrderAndRestartsAtWhateverMomentEndsLikeTheWriters() {
        SmallHistory history = SmallHistory.grow(42);
        Fate end = history.end();
        Orders<Step<Desk>> orders = history.arrivals()
                .inFeedOrder()
                .map(run -> new Step<Desk>(
                        history.name(run), desk -> desk.offer(run).flush()))
                .alongside(List.of(new Step<>("restart", Desk::restart)))
                .orders(new Budget(200, 42))
                .check(new Trial<>(history::newcomer, desk -> assertEquals(end, desk.fate())));
        assertEquals("all 60 orders", orders.toString());
    }
}
