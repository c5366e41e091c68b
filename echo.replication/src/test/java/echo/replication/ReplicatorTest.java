package echo.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.feed.Timeframe;
import echo.replication.Wire.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Feeds become equal over sessions that break, with peers that are silent or lie, within their credit (P3, P10). */
class ReplicatorTest {
    private final Wire wire = new Wire();
    private final Node a = wire.node();
    private final Node b = wire.node();
    private final Node c = wire.node();

    private void everyoneAccepts(int feeds, Node... nodes) {
        for (Node node : nodes) {
            for (int feed = 0; feed < feeds; feed++) {
                node.accepts(Wire.feed(feed));
            }
        }
    }

    private void write(Node node, int feed, int runs) {
        for (int i = 0; i < runs; i++) {
            node.append(Wire.feed(feed), 1 + i % 3, 10);
        }
    }

    @Test
    void twoPeersBecomeEqualAndNothingCrossesTwice() {
        everyoneAccepts(2, a, b);
        write(a, 0, 50);
        write(b, 1, 30);
        PeerId peer = wire.connect(a, b);
        wire.settle();
        assertEquals(a.held(), b.held());
        assertEquals(159, a.held().totalLength());
        assertEquals(50, b.delivered);
        assertEquals(30, a.delivered);
        assertEquals(50, b.wants);
        assertTrue(a.replicator.isCurrent(peer));
        assertTrue(a.held().covers(a.replicator.offered()));
    }

    // a ── b ── c      a and c never meet
    @Test
    void threePeersInAChainBecomeEqualWhileTheyWrite() {
        everyoneAccepts(3, a, b, c);
        wire.connect(a, b);
        wire.connect(b, c);
        for (int round = 0; round < 20; round++) {
            write(a, 0, 2);
            write(b, 1, 1);
            write(c, 2, 3);
            wire.carry(round);
        }
        wire.settle();
        assertEquals(a.held(), b.held());
        assertEquals(b.held(), c.held());
        assertEquals(3, c.held().extents().size());
    }

    @Test
    void aSessionBrokenAtAnyFrameResumesAndLosesNothingThatHasArrived() {
        int all = framesOf(Integer.MAX_VALUE);
        assertTrue(all > 20);
        for (int broken = 0; broken <= all; broken++) {
            framesOf(broken);
        }
    }

    /** Two peers with two feeds; the session breaks after {@code broken} frames and is opened again. */
    private static int framesOf(int broken) {
        Wire wire = new Wire();
        Node a = wire.node();
        Node b = wire.node();
        for (int feed = 0; feed < 2; feed++) {
            a.accepts(Wire.feed(feed));
            b.accepts(Wire.feed(feed));
        }
        for (int i = 0; i < 6; i++) {
            a.append(Wire.feed(0), 2, 5);
            b.append(Wire.feed(1), 1, 5);
        }
        PeerId peer = wire.connect(a, b);
        int carried = 0;
        while (carried < broken && wire.carry(1)) {
            carried++;
        }
        if (broken < Integer.MAX_VALUE) {
            Timeframe arrived = b.held();
            wire.cut(a, peer);
            wire.connect(a, b);
            wire.settle();
            assertTrue(b.held().covers(arrived));
            assertTrue(b.delivered <= 6 && a.delivered <= 6, "what had arrived came again");
        }
        assertEquals(a.held(), b.held(), "broken after " + broken);
        return carried;
    }

    @Test
    void feedsComeFromSeveralPeersAtOnce() {
        everyoneAccepts(40, a, b, c);
        for (int feed = 0; feed < 40; feed++) {
            a.append(Wire.feed(feed), 1, 1_000);
            b.append(Wire.feed(feed), 1, 1_000);
        }
        wire.connect(c, a);
        wire.connect(c, b);
        wire.settle();
        assertEquals(a.held(), c.held());
        assertEquals(40, c.delivered);
        assertTrue(c.mostOpen <= Limits.CREDIT_BYTES);
    }

    @Test
    void wantsStayWithinTheCreditOfEachPeer() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Wire busy = new Wire();
            Node one = busy.node();
            Node two = busy.node();
            int feeds = 1 + random.nextInt(100);
            for (int feed = 0; feed < feeds; feed++) {
                two.accepts(Wire.feed(feed));
                for (int i = random.nextInt(4); i >= 0; i--) {
                    one.append(Wire.feed(feed), 1, random.nextInt(2_000));
                }
            }
            busy.connect(one, two);
            busy.settle();
            assertEquals(one.held(), two.held());
            assertTrue(two.mostOpen <= Limits.CREDIT_BYTES, "open " + two.mostOpen);
            assertTrue(two.mostOpen >= Math.min(feeds, 8) * 64 * 1024, "credit is used");
        }
    }

    @Test
    void aSilentPeerIsDroppedAndItsFeedsAreWantedOfAnother() {
        everyoneAccepts(3, a, b, c);
        write(a, 0, 5);
        a.silent = true;
        wire.connect(b, a);
        wire.settle();
        assertEquals(1, b.wants);
        for (int feed = 0; feed < 1; feed++) {
            write(c, feed, 5);
        }
        wire.connect(b, c);
        wire.settle();
        assertEquals(Timeframe.EMPTY, b.held(), "each feed is wanted of one peer at a time");
        b.handle(new Event.Tick(1_000)); // the first since it was wanted: from now on the peer is waited for
        b.handle(new Event.Tick(1_000 + Replicator.PATIENCE_MS));
        assertEquals(List.of(), b.drops);
        b.handle(new Event.Tick(1_000 + Replicator.PATIENCE_MS + 1));
        wire.settle();
        assertEquals(1, b.drops.size());
        assertTrue(b.drops.get(0).startsWith("did not send feed " + Wire.feed(0).shortHex()));
        assertEquals(c.held(), b.held());
    }

    /** A party in which all is said costs nothing: no tick, however late, has anything to do. */
    @Test
    void ticksAreAwaitedOnlyWhileSomethingIsOwed() {
        everyoneAccepts(1, a, b);
        write(a, 0, 5);
        assertFalse(b.replicator.awaitsTick());
        a.silent = true;
        wire.connect(b, a);
        wire.settle();
        assertTrue(b.replicator.awaitsTick());
        a.silent = false;
        wire.connect(b, a);
        b.handle(new Event.Tick(1_000));
        b.handle(new Event.Tick(1_001 + Replicator.IMPATIENCE_MS));
        wire.settle();
        assertEquals(a.held(), b.held());
        b.handle(new Event.Tick(1_001 + Replicator.PATIENCE_MS));
        wire.settle();
        assertFalse(b.replicator.awaitsTick());
    }

    @Test
    void blocksThatNobodyWantedEndTheSession() {
        everyoneAccepts(1, a, b);
        PeerId peer = wire.connect(a, b);
        wire.settle();
        wire.send(a, peer, new Frame.Blocks(Wire.feed(0), Optional.of(Wire.run(Wire.feed(0), 0, 1, 1))));
        wire.settle();
        assertEquals(List.of("sent blocks that nobody wanted"), b.drops);
        assertEquals(0, b.delivered);
    }

    @Test
    void anAnswerTwiceAndAFrameOutOfTurnEndTheSession() {
        everyoneAccepts(1, a, b);
        write(a, 0, 1);
        PeerId peer = wire.connect(a, b);
        wire.settle();
        wire.send(a, peer, new Frame.Blocks(Wire.feed(0), Optional.of(Wire.run(Wire.feed(0), 0, 1, 10))));
        wire.settle();
        PeerId again = wire.connect(a, b);
        wire.settle();
        wire.send(a, again, new Frame.JoinReply(Optional.empty()));
        wire.settle();
        assertEquals(List.of("sent blocks that nobody wanted", "sent a frame out of turn"), b.drops);
    }

    /** A liar's run is refused; the feed comes from who has the right one, and nobody asks for ever. */
    @Test
    void whatWasRefusedIsNotWantedAgainOfTheSamePeer() {
        everyoneAccepts(1, b, c);
        FeedKey feed = Wire.feed(0);
        a.store.put(feed, List.of(Wire.run(feed, 0, 3, 1), Wire.run(feed, 7, 2, 1)));
        a.handle(new Event.Kept(Timeframe.EMPTY.with(feed, Wire.extent(feed, 9))));
        wire.connect(a, b);
        wire.settle();
        assertEquals(3, b.length(feed));
        assertEquals(2, b.wants, "the second want was answered with nothing");
        c.append(feed, 3, 1);
        c.append(feed, 6, 1);
        wire.connect(b, c);
        wire.settle();
        assertEquals(9, b.length(feed));
    }

    @Test
    void aPeerThatOffersMoreFeedsThanAPartyHasIsDropped() {
        PeerId peer = wire.connect(a, b);
        wire.settle();
        for (int half = 0; half < 2; half++) {
            TreeMap<FeedKey, echo.api.feed.Extent> many = new TreeMap<>();
            for (int i = 0; i < Limits.TIMEFRAME_ENTRIES / 2 + 1; i++) {
                FeedKey feed = Wire.feed(half * 10_000 + i);
                many.put(feed, Wire.extent(feed, 1));
            }
            wire.send(a, peer, new Frame.Offer(Timeframe.of(many)));
        }
        wire.settle();
        assertEquals(1, b.drops.size());
        assertFalse(b.drops.get(0).isEmpty());
        assertEquals(0, b.wants, "nothing is wanted of feeds that are not of the party");
    }

    @Test
    void aFeedIsWantedOnceItsBlocksAreTakenThoughItWasOfferedBefore() {
        write(a, 0, 5);
        wire.connect(a, b);
        wire.settle();
        assertEquals(0, b.wants);

        b.accepts(Wire.feed(0));
        wire.settle();
        assertEquals(a.held(), b.held());
    }

    @Test
    void aFeedThatIsSetBackIsWantedAgainFromThere() {
        everyoneAccepts(1, a, b);
        write(a, 0, 5);
        wire.connect(a, b);
        wire.settle();

        b.store.computeIfPresent(Wire.feed(0), (feed, runs) -> new ArrayList<>(runs.subList(0, 2)));
        b.accepts(Wire.feed(0));
        wire.settle();
        assertEquals(a.held(), b.held());
        assertEquals(8, b.delivered);
    }

    /**
     * Whatever peers and the store do: of each feed that some peer holds further, blocks are wanted, or were delivered, or wait
     * for time to pass. No more than that is looked at for each event, so a feed that were passed over would be so for good.
     */
    @Test
    void noFeedThatAPeerHoldsFurtherIsPassedOver() {
        int wanted = 0;
        for (int seed = 0; seed < 300; seed++) {
            Ledger ledger = new Ledger(new Random(seed));
            for (int i = 0; i < 200; i++) {
                ledger.step();
                assertEquals(List.of(), ledger.passedOver(), "seed " + seed + " after " + i);
            }
            wanted += ledger.wanted.size();
        }
        assertTrue(wanted > 100, "only " + wanted + " wants are open in the end");
    }
}
