package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Peer;
import echo.api.party.Receipt;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import echo.simulation.crypto.KeyedHashSignatures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is open when a node stops, or its disk fails, comes to an end that is told (P2, P4). */
class StopTest {
    private static final long HOUR_MS = 3_600_000;

    private final World world = new World(11, 2, new KeyedHashSignatures());
    private final SimNode node = world.node(0);
    private final SimNode other = world.node(1);

    private static Receipt write(Party party) {
        return party.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT));
    }

    private static Kind failure(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        assertTrue(future.isCompletedExceptionally(), "is " + future);
        try {
            future.join();
            throw new AssertionError("no failure");
        } catch (CompletionException e) {
            if (e.getCause() instanceof EchoException cause) {
                return cause.kind();
            }
            throw e;
        }
    }

    @Test
    void everyReceiptIsCompleteOrFailsWhenTheNodeStops() {
        Party party = world.await(node.node().create("a party"));
        List<CompletableFuture<Timeframe>> receipts = new ArrayList<>();
        receipts.add(write(party).durable().toCompletableFuture());
        CompletionStage<Boolean> stopped = node.node().stop();
        receipts.add(write(party).durable().toCompletableFuture());
        world.await(stopped);
        receipts.add(write(party).durable().toCompletableFuture());
        CompletionStage<String> code = party.invite(HOUR_MS);
        world.time().pass(1_000);
        assertTrue(receipts.stream().allMatch(CompletableFuture::isDone), receipts.toString());
        assertEquals(Kind.UNAVAILABLE, failure(receipts.get(2)));
        assertEquals(Kind.UNAVAILABLE, failure(code));
        assertTrue(world.await(node.node().stop()));
    }

    /** Its storage goes and its transport stays: who opened a channel and never said who it is holds none any more. */
    @Test
    void channelsOfStrangersEndWithTheNodeThatTheyLedTo() {
        world.pass(1);
        for (int i = 0; i < 5; i++) {
            world.stranger().dial(node.address(), new Silent());
        }
        world.pass(1_000);
        assertEquals(5, world.network().channels(node.name()));
        node.removeStorage();
        world.pass(1_000);
        assertEquals(0, world.network().channels(node.name()));
    }

    private static final class Silent implements ChannelHandler {
        @Override
        public void opened(Channel channel) {}

        @Override
        public void received(Bytes frame) {}

        @Override
        public void closed(String reason) {}
    }

    @Test
    void aJoinThatIsStoppedIsToldAndGoesOnAfterTheRestart() {
        Party party = world.await(node.node().create("a party"));
        String code = world.await(party.invite(HOUR_MS));
        world.network().cut(node.name(), other.name());
        CompletionStage<Party> joined = other.node().join(code);
        world.time().pass(1_000);
        world.await(other.node().stop());
        world.time().pass(1_000);
        assertEquals(Kind.UNAVAILABLE, failure(joined));
        world.crash(other);
        world.network().calm();
        other.start();
        world.time().pass(20_000);
        assertEquals(1, other.node().parties().size());
    }

    @Test
    void whenStorageGoesAndComesTheNodeIsThereAgainOnTheSameTransport() {
        world.assemble();
        world.connectAll();
        Timeframe written = world.await(write(node.party().orElseThrow()).durable());
        node.removeStorage();
        CompletionStage<Timeframe> late = write(other.party().orElseThrow()).durable();
        world.pass(5_000);
        assertTrue(node.isDown());
        world.start(node);
        world.pass(10_000);
        Timeframe shown = node.party().orElseThrow().view().timeframe();
        assertTrue(shown.covers(written), shown.toString());
        assertTrue(shown.covers(world.await(late)), shown.toString());
        assertEquals(1L, world.trace().counts().get("storage back"));
    }

    @Test
    void aPartyThatCouldNotBeBegunIsToldAndForgotten() {
        world.time().pass(1_000);
        node.disk().faults().freeBytes(700);
        CompletionStage<Party> created = node.node().create("a party");
        world.time().pass(1_000);
        assertEquals(Kind.STORAGE, failure(created));
        node.disk().faults().freeBytes(Long.MAX_VALUE);
        world.time().pass(10_000);
        world.crash(node);
        node.start();
        world.time().pass(10_000);
        assertEquals(List.of(), node.node().parties());
        world.await(node.node().create("another"));
    }

    @Test
    void whoIsDisconnectedWhileItIsDialledIsNotConnected() {
        world.assemble();
        Address address = other.address();
        for (int ms = 0; ms < 1_000; ms += 7) {
            node.node().connect(address);
            world.time().pass(ms);
            node.node().disconnect(address);
            world.time().pass(5_000);
            assertTrue(
                    node.node().peers().stream().noneMatch(Peer::dialled),
                    "disconnected after " + ms + " ms: " + node.node().peers());
        }
    }

    @Test
    void whyAPeerCannotBeReachedIsShown() {
        world.await(node.node().create("a party"));
        node.node().connect(new Address("sim", "nowhere", 1));
        world.time().pass(60_000);
        List<String> states = node.node().peers().stream().map(Peer::state).toList();
        assertEquals(1, states.size());
        assertTrue(states.get(0).contains("Connection refused"), states.toString());
    }
}
