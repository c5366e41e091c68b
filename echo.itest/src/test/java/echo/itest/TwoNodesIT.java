package echo.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Role;
import echo.api.party.ShortCode;
import echo.api.transport.Address;
import echo.api.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/**
 * Two nodes, each in a Felix of its own, over TCP.
 *
 * <pre>
 *   A (listens) ◀── TCP ── B (joined with A's code)
 * </pre>
 */
public class TwoNodesIT {
    private static final String TRANSPORT = "echo.transport.tcp";

    private FelixNode a;
    private FelixNode b;
    private Party atA;
    private Party atB;
    private ItemId item;

    @Before
    public void twoNodesShareAPartyWithOneItem() throws Exception {
        a = FelixNode.start("a", Map.of("echo.listen", "127.0.0.1:" + freePort()));
        b = FelixNode.start("b", Map.of());
        atA = Patience.of(a.echo().create("two"));
        String code = Patience.of(atA.invite(60_000));
        atB = Patience.of(b.echo().join(code));
        AtomicReference<ItemId> created = new AtomicReference<>();
        Patience.of(atA.write(batch -> created.set(batch.create(ObjectItem.TYPE, ItemId.ROOT)))
                .durable());
        item = created.get();
        untilEqual();
    }

    @After
    public void stop() throws Exception {
        b.close();
        a.close();
    }

    @Test
    public void whatOneWritesTheOtherReads() throws Exception {
        write(atA, "a", 0.1);
        write(atB, "b", 1e300);
        untilEqual();
        assertEquals(Value.of(1e300), read(atA, "b"));
        assertEquals(Value.of(0.1), read(atB, "a"));
    }

    /** A third comes with six digits: the wrong ones first. */
    @Test
    public void sixDigitsLetAThirdIn() throws Exception {
        try (FelixNode c = FelixNode.start("c", Map.of())) {
            ShortCode code = Patience.of(a.echo().shortCodes().invite(atA.key(), Role.WRITER, 60_000));
            String wrong = String.format("%06d", (Integer.parseInt(code.digits()) + 1) % 1_000_000);
            Address address = code.addresses().get(0);
            CompletableFuture<Party> guess =
                    c.echo().shortCodes().join(address, wrong).toCompletableFuture();
            Patience.until(guess::isDone, () -> "the guess is not answered");
            assertTrue(guess.isCompletedExceptionally());
            assertEquals(2, atA.members().size());
            Party atC = Patience.of(c.echo().shortCodes().join(address, code.text()));
            assertEquals(atA.key(), atC.key());
            assertEquals(3, atA.members().size());
            assertEquals(
                    ShortCode.State.USED,
                    a.echo().shortCodes().last().orElseThrow().state());
        }
    }

    /** P6: the side that listens loses its transport; both write on; sync goes on when it is back. */
    @Test
    public void syncGoesOnWhenTheListenersTransportWasStoppedAndStarted() throws Exception {
        transportGoesAndComes(a);
    }

    /** P6: the same at the side that dials. */
    @Test
    public void syncGoesOnWhenTheDiallersTransportWasStoppedAndStarted() throws Exception {
        transportGoesAndComes(b);
    }

    /** P2, P6: a node that was stopped finds its party and its peer again by itself. */
    @Test
    public void aNodeThatWasStoppedCatchesUp() throws Exception {
        b.bundle("echo.node").stop();
        write(atA, "a", 3);
        b.bundle("echo.node").start();
        Patience.until(() -> party(b).isPresent(), () -> "B has no party");
        atB = party(b).orElseThrow();
        untilEqual();
        assertEquals(Value.of(3.0), read(atB, "a"));
    }

    private Optional<Party> party(FelixNode node) {
        try {
            return node.echo().party(atA.key());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void transportGoesAndComes(FelixNode node) throws Exception {
        node.bundle(TRANSPORT).stop();
        write(atA, "a", 1);
        write(atB, "b", 2);
        assertNotEquals(atA.view().timeframe(), atB.view().timeframe());
        node.bundle(TRANSPORT).start();
        untilEqual();
        assertEquals(Value.of(2.0), read(atA, "b"));
        assertEquals(Value.of(1.0), read(atB, "a"));
    }

    private void write(Party party, String name, double value) throws Exception {
        Patience.of(party.write(batch -> batch.edit(item, ObjectItem.class).set(name, Value.of(value)))
                .durable());
    }

    private Value read(Party party, String name) {
        return party.view()
                .item(item)
                .orElseThrow()
                .as(ObjectItem.class)
                .get(name)
                .orElseThrow();
    }

    /** P1: the same messages, the same state. */
    private void untilEqual() throws Exception {
        Patience.until(
                () -> atA.view().item(item).isPresent()
                        && atA.view().timeframe().equals(atB.view().timeframe()),
                () -> "A " + atA.status() + " " + peers(a) + "\nB " + atB.status() + " " + peers(b));
        assertEquals(atA.view().stateHash(), atB.view().stateHash());
    }

    private static Object peers(FelixNode node) {
        try {
            return node.echo().peers();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
