package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Limits;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.replication.Effect;
import echo.replication.Event;
import echo.replication.Frame;
import echo.replication.PeerId;
import echo.replication.Replicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a peer that is a member can do to replication by saying what it likes: it delays, and no more (P3, P10). */
class HostilePeerTest {
    private static final FeedKey FEED = new FeedKey(Hash.of(Bytes.utf8("feed")).bytes());
    private static final PeerId HONEST = new PeerId(1);
    private static final PeerId MALLORY = new PeerId(2);

    private final Replicator replicator = new Replicator();

    private List<Effect> handle(Event event) {
        return replicator.handle(event);
    }

    private static Timeframe reaching(long length) {
        return Timeframe.EMPTY.with(FEED, new Extent(length, Hash.of(Bytes.utf8("block " + length))));
    }

    private static long drops(List<Effect> effects) {
        return effects.stream().filter(Effect.Drop.class::isInstance).count();
    }

    @Test
    void whoWantsWithoutEndIsDropped() {
        handle(new Event.PeerJoined(MALLORY));
        long most = Limits.CREDIT_BYTES / (64 * 1024);
        Event want = new Event.Received(MALLORY, new Frame.Want(FEED, 0, Limits.RUN_BYTES));
        for (int i = 0; i < most; i++) {
            assertEquals(0, drops(handle(want)));
        }
        handle(new Event.Served(MALLORY));
        assertEquals(0, drops(handle(want)));
        assertEquals(1, drops(handle(want)));
    }

    /** While the store was out of order, peers heard that there is nothing: they must hear that there is. */
    @Test
    void allIsOfferedAgainWhenTheStoreWorksAgain() {
        handle(new Event.PeerJoined(HONEST));
        handle(new Event.Kept(reaching(3)));
        handle(new Event.Ready(false));
        handle(new Event.Ready(true));
        assertTrue(handle(new Event.Kept(reaching(3))).contains(new Effect.Send(HONEST, new Frame.Offer(reaching(3)))));
    }

    @Test
    void whatCannotBeTakenNowIsWantedAgain() {
        handle(new Event.PeerJoined(HONEST));
        handle(new Event.Accepted(FEED, Extent.EMPTY));
        handle(new Event.Received(HONEST, new Frame.Offer(reaching(1))));
        handle(new Event.Received(HONEST, blocks(1)));
        assertEquals(List.of(), handle(new Event.Postponed(FEED)));
        assertTrue(handle(new Event.Tick(1_000)).stream().anyMatch(HostilePeerTest::isWant));
    }

    /** Mallory offers more than there is and says nothing, in one session after the other. */
    @Test
    void whoOffersEverythingAndGivesNothingDoesNotKeepAFeedFromOthers() {
        handle(new Event.Accepted(FEED, Extent.EMPTY));
        join(MALLORY, Long.MAX_VALUE);
        join(HONEST, 1);
        long taken = 0;
        for (int second = 1; second <= 20; second++) {
            taken += answers(handle(new Event.Tick(second * 1_000L)), taken);
            taken += answers(join(new PeerId(MALLORY.number() + second), Long.MAX_VALUE), taken);
            taken += answers(handle(new Event.PeerLeft(new PeerId(MALLORY.number() + second - 1))), taken);
            taken += answers(handle(new Event.Received(HONEST, new Frame.Offer(reaching(1 + taken)))), taken);
        }
        assertTrue(taken > 10, taken + " wants came to who has the blocks");
    }

    @Test
    void aWantThatIsNotAnsweredSoonGoesToAnother() {
        handle(new Event.Accepted(FEED, Extent.EMPTY));
        join(MALLORY, Long.MAX_VALUE);
        join(HONEST, 5);
        boolean wanted = false;
        for (long ms = 1_000; ms <= 4_000; ms += 1_000) { // counted from the first tick after it was wanted
            wanted |= wants(handle(new Event.Tick(ms)), HONEST);
        }
        assertTrue(wanted);
        Frame late = blocks(1);
        assertEquals(1, deliveries(handle(new Event.Received(HONEST, late))));
        handle(new Event.Accepted(FEED, reaching(5).extent(FEED)));
        assertEquals(0, deliveries(handle(new Event.Received(MALLORY, late))));
    }

    private List<Effect> join(PeerId peer, long length) {
        List<Effect> effects = new ArrayList<>(handle(new Event.PeerJoined(peer)));
        effects.addAll(handle(new Event.Received(peer, new Frame.Offer(reaching(length)))));
        return effects;
    }

    /** The honest peer gives one block more if it is asked; how many times it was. */
    private long answers(List<Effect> effects, long taken) {
        if (!wants(effects, HONEST)) {
            return 0;
        }
        assertEquals(1, deliveries(handle(new Event.Received(HONEST, blocks(taken + 1)))));
        return 1 + answers(handle(new Event.Accepted(FEED, reaching(taken + 1).extent(FEED))), taken + 1);
    }

    private static Frame blocks(long length) {
        Extent end = reaching(length).extent(FEED);
        Head head = new Head(FEED, end, new Signature(Bytes.owning(new byte[64])));
        return new Frame.Blocks(FEED, Optional.of(new Run(length - 1, List.of(Bytes.EMPTY), head)));
    }

    private static long deliveries(List<Effect> effects) {
        return effects.stream().filter(Effect.Deliver.class::isInstance).count();
    }

    private static boolean wants(List<Effect> effects, PeerId peer) {
        return effects.stream()
                .anyMatch(effect ->
                        isWant(effect) && ((Effect.Send) effect).peer().equals(peer));
    }

    private static boolean isWant(Effect effect) {
        return effect instanceof Effect.Send send && send.frame() instanceof Frame.Want;
    }
}
