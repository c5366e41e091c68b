package echo.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import echo.simulation.contract.TransportEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** The faults of the simulated network: each does what it says, and one seed gives one course of events (P7). */
final class SimNetworkTest {
    private final VirtualTime time = new VirtualTime();
    private final SimNetwork network = new SimNetwork(time, random(1));
    private final SimTransport a = network.transport("a");
    private final SimTransport b = network.transport("b");
    private final TransportEnd near = new TransportEnd();
    private final TransportEnd far = new TransportEnd();

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private void connectPerfectly() {
        network.link("a", "b", Link.PERFECT);
        network.link("b", "a", Link.PERFECT);
        b.listen(new Address("sim", "b", 7400), from -> far);
        a.dial(new Address("sim", "b", 7400), near);
        assertTrue(time.runUntil(() -> near.isOpen() && far.isOpen()));
    }

    private void assertBothHearWithin(long ms) {
        time.pass(ms);
        assertTrue(near.isClosed() && far.isClosed());
        near.assertSound();
        far.assertSound();
    }

    @Test
    void latencyIsWaitedForAndSlowLinksQueue() {
        connectPerfectly();
        network.link("a", "b", new Link(50, 0, 0, 10));
        near.channel().send(Bytes.owning(new byte[1000]));
        near.channel().send(Bytes.owning(new byte[1000]));
        time.pass(149);
        assertEquals(0, far.count());
        time.pass(1);
        assertEquals(1, far.count());
        time.pass(99);
        assertEquals(1, far.count());
        time.pass(1);
        assertEquals(2, far.count());
    }

    @Test
    void aFrameOnAFasterLinkWaitsForTheOneBeforeIt() {
        connectPerfectly();
        network.link("a", "b", new Link(100, 0, 0, 1000));
        near.channel().send(Bytes.utf8("slow"));
        network.link("a", "b", Link.PERFECT);
        near.channel().send(Bytes.utf8("fast"));
        time.pass(99);
        assertEquals(0, far.count());
        time.pass(1);
        assertEquals(List.of(Bytes.utf8("slow"), Bytes.utf8("fast")), far.frames());
    }

    @Test
    void aChannelThatWasClosedHearsNothingOfWhatIsStillOnTheWay() {
        connectPerfectly();
        near.channel().send(Bytes.utf8("on the way"));
        far.channel().close();
        assertBothHearWithin(1000);
        assertEquals(0, far.count());
    }

    @Test
    void aLostFrameBreaksItsChannelWithAllThatWasOnTheWay() {
        connectPerfectly();
        network.link("a", "b", new Link(10, 0, 0, 1000));
        near.channel().send(Bytes.utf8("on the way"));
        network.link("a", "b", new Link(10, 0, 1, 1000));
        near.channel().send(Bytes.utf8("lost"));
        network.link("a", "b", Link.PERFECT);
        near.channel().send(Bytes.utf8("after it"));
        assertBothHearWithin(15_000);
        assertEquals(0, far.count());
        assertEquals(1, network.seen().get("frame lost"));
    }

    @Test
    void aCloggedWayHoldsUpWhatIsSentAndLosesNothing() {
        connectPerfectly();
        network.clog("a", "b", 100);
        near.channel().send(Bytes.utf8("one"));
        near.channel().send(Bytes.utf8("two"));
        far.channel().send(Bytes.utf8("back"));
        time.pass(99);
        assertEquals(0, far.count());
        assertEquals(1, near.count());
        time.pass(101);
        assertEquals(List.of(Bytes.utf8("one"), Bytes.utf8("two")), far.frames());
    }

    @Test
    void aPartitionBreaksChannelsAndDialsUntilItHeals() {
        connectPerfectly();
        network.partition(List.of("a"));
        near.channel().send(Bytes.utf8("into the void"));
        TransportEnd late = new TransportEnd();
        a.dial(new Address("sim", "b", 7400), late);
        assertBothHearWithin(15_000);
        assertEquals(0, far.count());
        assertTrue(late.reason().contains("no answer within 10 s"), late.reason());
        network.heal();
        TransportEnd again = new TransportEnd();
        a.dial(new Address("sim", "b", 7400), again);
        assertTrue(time.runUntil(again::isOpen));
    }

    @Test
    void anIdleChannelAcrossAPartitionBreaksInAWhile() {
        connectPerfectly();
        network.partition(List.of("b"));
        assertBothHearWithin(40_000);
    }

    @Test
    void aCutOneWayLetsTheOtherWayPassUntilItIsNoticed() {
        connectPerfectly();
        network.cut("a", "b");
        far.channel().send(Bytes.utf8("passes"));
        time.pass(0);
        assertEquals(1, near.count());
        near.channel().send(Bytes.utf8("does not"));
        assertBothHearWithin(15_000);
        assertEquals(0, far.count());
    }

    @Test
    void aResetInMidStreamIsHeardByBothAndDropsTheRest() {
        connectPerfectly();
        network.link("a", "b", new Link(10, 0, 0, 1000));
        near.channel().send(Bytes.utf8("first"));
        time.pass(10);
        near.channel().send(Bytes.utf8("second"));
        network.resetAny();
        assertBothHearWithin(100);
        assertEquals(List.of(Bytes.utf8("first")), far.frames());
    }

    @Test
    void aCrashedNodeHearsNothingAndItsPeersHearThatItIsGone() {
        connectPerfectly();
        far.channel().send(Bytes.utf8("unread"));
        network.crash("a");
        time.pass(60_000);
        assertFalse(near.isClosed(), "a dead node is told nothing");
        assertEquals(0, near.count());
        assertTrue(far.isClosed());
        SimTransport restarted = network.transport("a");
        TransportEnd again = new TransportEnd();
        restarted.dial(new Address("sim", "b", 7400), again);
        assertTrue(time.runUntil(again::isOpen));
    }

    @Test
    void whatAHandlerThrowsIsKeptForTheChecker() {
        connectPerfectly();
        far.onFrame(frame -> {
            throw new IllegalStateException("planted");
        });
        near.channel().send(Bytes.utf8("x"));
        assertBothHearWithin(100);
        assertEquals("planted", network.failures().get(0).getMessage());
    }

    @Test
    void framesOfDifferentChannelsOvertakeEachOther() {
        network.link("a", "b", new Link(0, 500, 0, Integer.MAX_VALUE));
        List<String> order = new ArrayList<>();
        b.listen(new Address("sim", "b", 7400), from -> new Talker("", order));
        List<TransportEnd> ends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ends.add(new TransportEnd());
            a.dial(new Address("sim", "b", 7400), ends.get(i));
        }
        assertTrue(time.runUntil(() -> ends.stream().allMatch(TransportEnd::isOpen)));
        order.clear();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ends.get(i).channel().send(Bytes.utf8("frame " + i));
            sent.add("frame " + i);
        }
        time.pass(1000);
        List<String> arrived = order.stream()
                .map(line -> line.substring(line.indexOf("frame")))
                .toList();
        assertEquals(10, arrived.size());
        assertNotEquals(sent, arrived);
    }

    /** P7. */
    @Test
    void oneSeedGivesOneCourseOfEvents() {
        assertEquals(world(42), world(42));
        assertNotEquals(world(42), world(43));
    }

    /** Each kind of fault is met in a few worlds, and after they stop every dial opens. */
    @Test
    void worldsMeetAllFaults() {
        List<String> lines = new ArrayList<>();
        for (int seed = 0; seed < 20; seed++) {
            lines.addAll(world(seed));
        }
        for (String event :
                List.of("frame lost", "connection lost", "connection reset", "dial lost", "node crashed", "way cut")) {
            assertTrue(lines.stream().anyMatch(line -> line.contains(event)), event);
        }
    }

    /** Writes down what it hears, and answers. */
    private static final class Talker implements ChannelHandler {
        private final String name;
        private final List<String> trace;
        private final List<Channel> channel = new ArrayList<>();

        Talker(String name, List<String> trace) {
            this.name = name;
            this.trace = trace;
        }

        @Override
        public void opened(Channel opened) {
            channel.add(opened);
            trace.add(name + " opened");
        }

        @Override
        public void received(Bytes frame) {
            trace.add(name + " heard " + frame.toUtf8());
            if (frame.size() < 20) {
                channel.get(0).send(Bytes.concat(frame, Bytes.utf8("+")));
            }
        }

        @Override
        public void closed(String reason) {
            trace.add(name + " closed: " + reason);
        }
    }

    /** Five nodes that dial and talk for a while under every fault; gives all that was heard. */
    private static List<String> world(long seed) {
        VirtualTime time = new VirtualTime();
        RandomGenerator chance = random(seed);
        SimNetwork network = new SimNetwork(time, chance);
        List<String> trace = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            start(network, "n" + i, trace);
        }
        for (int step = 0; step < 300; step++) {
            String from = "n" + chance.nextInt(5);
            String to = "n" + chance.nextInt(5);
            switch (chance.nextInt(12)) {
                case 0 -> network.partition(List.of(from, to));
                case 1 -> network.cut(from, to);
                case 2, 3 -> network.heal();
                case 4 -> network.resetAny();
                case 5 -> {
                    network.crash(from);
                    start(network, from, trace);
                }
                default -> dial(network, from, to, new Talker(from + ">" + to + "#" + step, trace));
            }
            time.pass(chance.nextInt(2000));
        }
        network.calm();
        time.pass(60_000);
        trace.add(network.seen().toString());
        assertEquals(List.of(), network.failures());
        return trace;
    }

    private static void start(SimNetwork network, String host, List<String> trace) {
        network.transport(host).listen(new Address("sim", host, 1), from -> new Talker(host + "<" + from, trace));
    }

    private static void dial(SimNetwork network, String from, String to, Talker talker) {
        network.at(from).orElseThrow().dial(new Address("sim", to, 1), new ChannelHandler() {
            @Override
            public void opened(Channel channel) {
                talker.opened(channel);
                channel.send(Bytes.utf8("hello"));
            }

            @Override
            public void received(Bytes frame) {
                talker.received(frame);
            }

            @Override
            public void closed(String reason) {
                talker.closed(reason);
            }
        });
    }
}
