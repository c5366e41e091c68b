package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.party.Party;
import echo.api.transport.Address;
import echo.simulation.world.LoneNode.HandTransport;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Transports come, go and come again while a node wants to be reached (P6). */
class TransportsTest {
    private final LoneNode lone = new LoneNode();
    private final HandTransport first = new HandTransport();
    private final HandTransport second = new HandTransport();
    private final CompletionStage<Address> listening = lone.node.listen(LoneNode.ADDRESS);

    private List<Address> addresses() {
        lone.run("");
        return lone.await(lone.create().invite(1_000)).isEmpty() ? List.of() : List.of(LoneNode.ADDRESS);
    }

    @Test
    void aTransportThatComesLaterIsListenedOn() {
        lone.run("");
        lone.node.transportAdded(first);
        assertEquals(LoneNode.ADDRESS, lone.await(listening));
        assertEquals(List.of(LoneNode.ADDRESS), addresses());
    }

    /** Without another step of the node's loop in between: another thread may ask then. */
    @Test
    void whoHearsThatTheNodeListensCanInviteAtOnce() {
        Party party = lone.create();
        CompletionStage<String> code = listening.thenCompose(bound -> party.invite(1_000));
        lone.node.transportAdded(first);
        assertFalse(lone.await(code).isEmpty());
    }

    /** As a bundle's update may do it: the new service is there before the old one goes. */
    @Test
    void aTransportThatIsReplacedBeforeItGoesIsReplaced() {
        lone.node.transportAdded(first);
        lone.run("");
        lone.node.transportAdded(second);
        lone.run("");
        lone.node.transportRemoved(first);
        assertEquals(List.of(LoneNode.ADDRESS), addresses());
        assertTrue(second.acceptor.isPresent());
    }

    @Test
    void aSpareTransportThatGoesChangesNothing() {
        lone.node.transportAdded(first);
        lone.node.transportAdded(second);
        lone.run("");
        lone.node.transportRemoved(second);
        assertEquals(List.of(LoneNode.ADDRESS), addresses());
    }

    /** The old transport has not let go of its port when the new one comes. */
    @Test
    void anAddressThatIsTakenWhenItsTransportComesAgainIsTriedAgain() {
        lone.node.transportAdded(first);
        lone.run("");
        lone.node.transportRemoved(first);
        second.busy = true;
        lone.node.transportAdded(second);
        lone.run("");
        second.busy = false;
        lone.pass(10_000);
        assertTrue(second.acceptor.isPresent());
        assertEquals(List.of(LoneNode.ADDRESS), addresses());
    }
}
