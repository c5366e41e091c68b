package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.ItemId;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.network.Link;
import org.junit.jupiter.api.Test;

/** How long a peer is waited for is no matter of the clock that people set (P1). */
class ClockTest {
    private static final long HOUR_MS = 3_600_000;

    private final World world = new World(13, 2, new KeyedHashSignatures());
    private final SimNode writer = world.node(0);
    private final SimNode reader = world.node(1);

    ClockTest() {
        world.assemble();
        world.connectAll();
        world.time().pass(5_000);
    }

    private Timeframe write() {
        return world.await(writer.party()
                .orElseThrow()
                .write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT))
                .durable());
    }

    /** Lets seconds pass, and puts the reader's clock {@code byMs} forward in each. */
    private void pass(int seconds, long byMs) {
        for (int i = 0; i < seconds; i++) {
            world.time().pass(1_000);
            reader.clock().jump(byMs);
        }
    }

    private long ended() {
        return world.trace().counts().getOrDefault("share: session ended", 0L);
    }

    @Test
    void aPeerThatAnswersSlowlyIsNotTakenForSilentWhenTheClockIsPutForward() {
        world.network().link(writer.name(), reader.name(), new Link(3_000, 0, 0, 1_000));
        long before = ended();
        Timeframe written = write();
        pass(10, HOUR_MS);
        assertTrue(reader.party().orElseThrow().view().timeframe().covers(written));
        assertEquals(before, ended());
    }

    @Test
    void aPeerThatIsSilentIsLeftThoughTheClockIsPutBackAgainAndAgain() {
        long before = ended();
        world.network().link(writer.name(), reader.name(), new Link(100, 0, 0, 1_000));
        write();
        world.time().pass(50); // the offer is on its way; what is wanted then does not come
        writer.pause();
        pass(20, -HOUR_MS);
        assertTrue(ended() > before);
    }
}
