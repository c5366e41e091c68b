package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.party.Party;
import echo.simulation.world.LoneNode.HandChannel;
import echo.simulation.world.LoneNode.HandTransport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What someone who can reach the port, and knows at most how a party is discovered, can do: little (P3, P10). */
class StrangerTest {
    private final LoneNode lone = new LoneNode();
    private final HandTransport transport = new HandTransport();
    private final Party party = lone.create();

    StrangerTest() {
        lone.node.transportAdded(transport);
        lone.await(lone.node.listen(LoneNode.ADDRESS));
    }

    private Bytes preamble() {
        return Bytes.concat(Bytes.utf8("echo/session/1"), lone.handshakes.discoveryId(party.key()));
    }

    private static Bytes zeros(int size) {
        return Bytes.owning(new byte[size]);
    }

    /** The party's loop is busy, as while it restores a long log: what a stranger says meanwhile does not pile up. */
    @Test
    void framesDoNotPileUpBeforeALoopThatIsBusy() {
        HandChannel channel = transport.knock();
        channel.handler.received(preamble());
        int taken = 0;
        while (!channel.closed && taken < 100) {
            channel.handler.received(zeros(Limits.FRAME_BYTES));
            taken++;
        }
        assertTrue(taken < 3, taken + " frames of 1 MiB wait");
        lone.run("");
    }

    @Test
    void smallFramesDoNotPileUpEither() {
        HandChannel channel = transport.knock();
        channel.handler.received(preamble());
        int taken = 0;
        while (!channel.closed && taken < 100_000) {
            channel.handler.received(zeros(1));
            taken++;
        }
        assertTrue(taken < 100_000, taken + " frames wait");
    }

    @Test
    void whoNamesAPartyAndProvesNothingCountsAsAStranger() {
        List<HandChannel> channels = new ArrayList<>();
        for (int i = 0; i < 2 * Limits.HALF_OPEN_CHANNELS; i++) {
            HandChannel channel = transport.knock();
            channel.handler.received(preamble());
            channels.add(channel);
            lone.run("");
        }
        assertEquals(
                Limits.HALF_OPEN_CHANNELS,
                channels.stream().filter(channel -> !channel.closed).count());
    }

    /** Strangers that hold all places give way: the newest has the best chance to prove what it is. */
    @Test
    void whoComesIsMetThoughStrangersHoldEveryPlace() {
        for (int i = 0; i < 2 * Limits.HALF_OPEN_CHANNELS; i++) {
            transport.knock();
        }
        HandChannel channel = transport.knock();
        lone.run("");
        assertFalse(channel.closed);
        lone.pass(Limits.HALF_OPEN_MS);
        assertTrue(channel.closed);
    }
}
