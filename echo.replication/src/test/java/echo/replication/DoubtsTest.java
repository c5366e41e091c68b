package echo.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.replication.Doubts.Comparison;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A feed of which a peer has another branch is compared with what it has, whatever comes in between, and not for ever (P3, P10). */
class DoubtsTest {
    private static final FeedKey FEED = Wire.feed(0);
    private static final int HELD = 10;
    private static final Frame.Want LAST = new Frame.Want(FEED, HELD - 1, Limits.RUN_BYTES);
    private static final PeerId P = new PeerId(1);
    private static final PeerId Q = new PeerId(2);

    private final Replicator replicator = new Replicator();

    DoubtsTest() {
        replicator.handle(new Event.Ready(true));
        replicator.handle(new Event.Accepted(FEED, Wire.extent(FEED, HELD)));
    }

    /** {@code peer} comes and offers as many blocks as are here, with another link. */
    private List<Effect> offersAnotherBranch(PeerId peer) {
        replicator.handle(new Event.PeerJoined(peer));
        Extent other = new Extent(HELD, Wire.extent(Wire.feed(1), HELD).link());
        return replicator.handle(new Event.Received(peer, new Frame.Offer(Timeframe.EMPTY.with(FEED, other))));
    }

    private static boolean wants(List<Effect> effects, PeerId peer) {
        return effects.contains(new Effect.Send(peer, LAST));
    }

    private List<Effect> answers(PeerId peer) {
        return replicator.handle(new Event.Received(peer, new Frame.Blocks(FEED, Optional.of(lastBlock()))));
    }

    private static Run lastBlock() {
        Run here = Wire.run(FEED, HELD - 1, 1, 1);
        return new Run(
                here.from(),
                here.payloads(),
                new Head(
                        FEED,
                        new Extent(HELD, Wire.extent(Wire.feed(1), HELD).link()),
                        here.head().signature()));
    }

    @Test
    void theLastBlockIsComparedFirst() {
        assertTrue(wants(offersAnotherBranch(P), P));
        assertEquals(List.of(new Effect.Deliver(P, lastBlock())), answers(P));
    }

    @Test
    void whatComesWhileTheStoreDoesNotWorkIsWantedAgain() {
        offersAnotherBranch(P);
        replicator.handle(new Event.Ready(false));
        assertEquals(List.of(), answers(P));
        assertTrue(wants(replicator.handle(new Event.Ready(true)), P));
    }

    @Test
    void whatCouldNotBeLookedAtIsWantedAgain() {
        offersAnotherBranch(P);
        answers(P);
        replicator.handle(new Event.Postponed(FEED));
        assertTrue(wants(replicator.handle(new Event.Tick(0)), P));
    }

    /** While one is silent another is compared; the first one's turn comes again once it has answered at last. */
    @Test
    void aPeerThatIsSlowIsComparedLater() {
        replicator.handle(new Event.Tick(0));
        offersAnotherBranch(P);
        replicator.handle(new Event.Tick(Replicator.IMPATIENCE_MS));
        replicator.handle(new Event.Tick(2 * Replicator.IMPATIENCE_MS + 1));
        assertTrue(wants(offersAnotherBranch(Q), Q));
        answers(Q);
        replicator.handle(new Event.Rejected(Q, FEED));
        assertTrue(wants(answers(P), P));
    }

    /** Whatever a liar answers: all that it can win is time. */
    @Test
    void aComparisonEnds() {
        long held = 1_000_000;
        Optional<Comparison> next = Comparison.from(P, held - 1).wentApart(held);
        int answers = 1;
        for (long same = 1; next.isPresent(); same++) {
            answers++;
            next = next.get().wasKnown(Math.max(same, next.get().common() + 1), held);
        }
        assertTrue(answers <= 70, "answers: " + answers);
    }
}
