package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.codec.Statement.FeedKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How far feeds are held is kept up to date where they grow only; here it is counted, feed by feed, after every run (P4). */
class HeldTest {
    @Test
    void howFarFeedsAreHeldIsWhatALookAtEachOfThemFinds() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SmallHistory history = seed % 2 == 0 ? SmallHistory.grow(seed) : SmallHistory.growWithLatecomers(seed);
            Desk peer = history.newcomer();
            List<List<Run>> left = new ArrayList<>();
            history.feeds().forEach(runs -> left.add(new ArrayList<>(runs)));
            while (!left.isEmpty()) {
                List<Run> feed = left.get(random.nextInt(left.size()));
                boolean taken = peer.engine().takes(feed.get(0).head().feed());
                if (taken) {
                    peer.receive(feed.remove(0));
                }
                if (!taken || random.nextBoolean()) {
                    peer.flush();
                }
                if (random.nextInt(8) == 0) {
                    peer.restart();
                }
                left.removeIf(List::isEmpty);
                assertCounted(peer);
            }
            assertCounted(peer.flush());
            assertEquals(peer.engine().dataHeld(), peer.engine().applied());
        }
    }

    private static void assertCounted(Desk desk) {
        Timeframe data = held(desk, FeedKind.DATA);
        Timeframe control = held(desk, FeedKind.CONTROL);
        assertEquals(data, desk.engine().dataHeld());
        assertEquals(control, desk.engine().controlHeld());
        assertEquals(data.merge(control), desk.engine().held());
    }

    private static Timeframe held(Desk desk, FeedKind kind) {
        Timeframe held = Timeframe.EMPTY;
        for (var entry : desk.engine().state().feeds()) {
            held = entry.getValue().kind() == kind
                    ? held.with(entry.getKey(), desk.engine().extent(entry.getKey()))
                    : held;
        }
        return held;
    }
}
