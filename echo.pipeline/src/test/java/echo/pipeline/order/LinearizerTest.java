package echo.pipeline.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.model.PersistentMap;
import echo.codec.Links;
import echo.codec.Message;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import echo.codec.MessageCodec;
import echo.pipeline.feed.FeedVerifier;
import echo.pipeline.feed.FeedVerifier.Verdict;
import echo.pipeline.feed.VerifiedRun;
import echo.pipeline.order.Gate.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is released, what is held and under what, what is refused: a function of the set of messages (P1, P4). */
class LinearizerTest {
    private static final PartyKey PARTY =
            new PartyKey(Hash.of(Bytes.utf8("party")).bytes());

    /** A feed written by hand, message by message, right or wrong. */
    private static final class Feed {
        final FeedKey key;
        final List<VerifiedRun> runs = new ArrayList<>();
        private Extent end = Extent.EMPTY;

        Feed(String name) {
            key = new FeedKey(Hash.of(Bytes.utf8(name)).bytes());
        }

        Feed write(long lamport, List<FeedKey> named, Advance... dependencies) {
            Optional<PartyKey> party = end.length() == 0 ? Optional.of(PARTY) : Optional.empty();
            return raw(MessageCodec.encode(
                    new Message(new Header(party, named, List.of(dependencies), List.of(), lamport, 0), Bytes.EMPTY)));
        }

        Feed raw(Bytes payload) {
            Extent before = end;
            end = Links.append(key, end, payload);
            Head head = new Head(key, end, new Signature(Bytes.owning(new byte[Signature.SIZE])));
            runs.add(((Verdict.Accepted) FeedVerifier.retrace(new Run(before.length(), List.of(payload), head), before))
                    .run());
            return this;
        }

        Advance upTo(int index, int length) {
            return new Advance(
                    index, length, runs.get(length - 1).extents().get(0).link());
        }

        String block(int index) {
            return "block " + index + " of feed " + key.shortHex();
        }
    }

    private static Linearizer<String> linearizer() {
        return new Linearizer<>(PARTY, (feed, index, message) -> new Decision.Open<>(feed.shortHex() + ":" + index));
    }

    private static List<String> release(Linearizer<String> linearizer) {
        List<String> released = new ArrayList<>();
        for (var next = linearizer.next(); next.isPresent(); next = linearizer.next()) {
            released.add(next.get().body());
        }
        return released;
    }

    /** Every outcome of a world, once all is said and done. */
    private record Outcome(SortedSet<String> released, List<String> held, long count, SortedSet<String> refused) {}

    private static Outcome outcome(Linearizer<String> linearizer, SortedSet<String> released) {
        return new Outcome(
                released, linearizer.heldReasons(99), linearizer.heldCount(), new TreeSet<>(linearizer.refusals()));
    }

    /** All arrivals in 50 random orders (each feed's blocks in theirs) have one outcome; gives it. */
    private static Outcome everyOrder(Feed... feeds) {
        Optional<Outcome> first = Optional.empty();
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<Integer> turns = new ArrayList<>();
            int[] next = new int[feeds.length];
            for (int i = 0; i < feeds.length; i++) {
                turns.addAll(Collections.nCopies(feeds[i].runs.size(), i));
            }
            Collections.shuffle(turns, random);
            Linearizer<String> linearizer = linearizer();
            TreeSet<String> released = new TreeSet<>();
            for (int turn : turns) {
                linearizer.add(feeds[turn].runs.get(next[turn]++));
                if (random.nextBoolean()) {
                    released.addAll(release(linearizer));
                }
            }
            released.addAll(release(linearizer));
            Outcome outcome = outcome(linearizer, released);
            assertEquals(first.orElse(outcome), outcome, "seed " + seed);
            first = Optional.of(outcome);
        }
        return first.orElseThrow();
    }

    private final Feed a = new Feed("a");
    private final Feed b = new Feed("b");
    private final Feed c = new Feed("c");

    // a  0 ── 1
    //          ╲
    // b         0        b:0 covers a to length 2, and a:1 comes last
    @Test
    void aMessageIsHeldUnderTheFirstBlockThatItLacks() {
        a.write(1, List.of()).write(2, List.of());
        b.write(3, List.of(a.key), a.upTo(0, 2));
        Linearizer<String> linearizer = linearizer();
        linearizer.add(b.runs.get(0));
        assertEquals(List.of(), release(linearizer));
        assertEquals(List.of(b.block(0) + " waits for " + a.block(1)), linearizer.heldReasons(9));
        linearizer.add(a.runs.get(0));
        assertEquals(1, release(linearizer).size());
        assertEquals(1, linearizer.heldCount());
        linearizer.add(a.runs.get(1));
        assertEquals(2, release(linearizer).size());
        assertEquals(List.of(), linearizer.heldReasons(9));
        assertEquals(0, linearizer.heldCount());
    }

    @Test
    void aWrongLamportTimeEndsItsFeedAlikeOnEveryPeer() {
        a.write(1, List.of()).write(2, List.of());
        b.write(1, List.of()).write(7, List.of(a.key), a.upTo(0, 2)).write(8, List.of());
        Outcome outcome = everyOrder(a, b);
        assertEquals(3, outcome.released().size());
        assertEquals(0, outcome.count());
        assertEquals(List.of(b.block(1) + ": Lamport time 7 where it must be 3"), List.copyOf(outcome.refused()));
    }

    // a  0 ── 1✗ ── 2
    //                ╲
    // b               0 ── 1       what stands on an invalid block is invalid too
    //                       ╲
    // c                0     1
    @Test
    void whatDependsOnAnInvalidFeedIsInvalidToo() {
        a.write(1, List.of()).write(9, List.of()).write(10, List.of());
        b.write(11, List.of(a.key), a.upTo(0, 3)).write(12, List.of());
        c.write(1, List.of()).write(13, List.of(b.key), b.upTo(0, 2));
        Outcome outcome = everyOrder(a, b, c);
        assertEquals(2, outcome.released().size());
        assertEquals(3, outcome.refused().size());
        assertEquals(0, outcome.count());
        assertTrue(outcome.refused()
                .contains(b.block(0) + ": depends on block 2 of feed " + a.key.shortHex() + ", which is invalid"));
    }

    @Test
    void anIndexThatNamesNoFeedEndsTheFeed() {
        a.write(1, List.of(), new Advance(0, 1, Hash.ZERO));
        b.write(1, List.of(a.key)).write(2, List.of(), new Advance(1, 1, Hash.ZERO));
        Outcome outcome = everyOrder(a, b);
        assertEquals(1, outcome.released().size());
        assertTrue(outcome.refused().contains(a.block(0) + ": uses feed index 0 of 0"));
        assertTrue(outcome.refused().contains(b.block(1) + ": uses feed index 1 of 1"));
    }

    @Test
    void aDependencyOnAnotherBranchIsHeldAndHoldsNobodyElse() {
        a.write(1, List.of()).write(2, List.of());
        b.write(2, List.of(a.key), new Advance(0, 1, Hash.of(Bytes.utf8("fork"))));
        Outcome outcome = everyOrder(a, b);
        assertEquals(2, outcome.released().size());
        assertEquals(1, outcome.count());
        assertEquals(List.of(b.block(0) + " waits for another branch of feed " + a.key.shortHex()), outcome.held());
    }

    @Test
    void namingAFeedTwiceOrOneselfOrGoingBackEndsTheFeed() {
        a.write(1, List.of()).write(2, List.of());
        b.write(1, List.of(b.key));
        c.write(3, List.of(a.key), a.upTo(0, 2)).write(4, List.of(), a.upTo(0, 1));
        Feed d = new Feed("d").write(1, List.of(a.key, a.key));
        Outcome outcome = everyOrder(a, b, c, d);
        assertEquals(3, outcome.released().size());
        assertEquals(3, outcome.refused().size());
    }

    /** P3: bytes that are no message, and messages of another party, end the feed and throw nothing. */
    @Test
    void aBlockThatIsNoMessageOfThisPartyEndsItsFeed() {
        a.raw(Bytes.hex("ff")).write(1, List.of());
        b.raw(MessageCodec.encode(new Message(
                new Header(Optional.of(new PartyKey(Hash.ZERO.bytes())), List.of(), List.of(), List.of(), 1, 0),
                Bytes.EMPTY)));
        c.raw(MessageCodec.encode(
                new Message(new Header(Optional.empty(), List.of(), List.of(), List.of(), 1, 0), Bytes.EMPTY)));
        Outcome outcome = everyOrder(a, b, c);
        assertEquals(0, outcome.released().size());
        assertTrue(outcome.refused().contains(b.block(0) + ": is not of this party"));
        assertTrue(outcome.refused().contains(c.block(0) + ": is not of this party"));
        assertTrue(outcome.refused().contains(a.block(0) + ": message is not well formed"));
    }

    @Test
    void twoFeedsThatWaitForEachOtherWaitAndNothingElseDoes() {
        a.write(2, List.of(b.key), new Advance(0, 1, Hash.ZERO));
        b.write(2, List.of(a.key), new Advance(0, 1, Hash.ZERO));
        c.write(1, List.of());
        Outcome outcome = everyOrder(a, b, c);
        assertEquals(1, outcome.released().size());
        assertEquals(2, outcome.count());
    }

    @Test
    void releasesExtendCausalityAndStateTheirLamportTime() {
        a.write(1, List.of()).write(2, List.of());
        b.write(3, List.of(a.key), a.upTo(0, 2)).write(4, List.of());
        c.write(5, List.of(a.key, b.key), b.upTo(1, 2)).write(6, List.of());
        Linearizer<String> linearizer = linearizer();
        for (Feed feed : List.of(c, b, a)) {
            feed.runs.forEach(linearizer::add);
        }
        List<Long> lamports = new ArrayList<>();
        for (var next = linearizer.next(); next.isPresent(); next = linearizer.next()) {
            lamports.add(next.get().header().lamport());
        }
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), lamports);
    }

    /** Beyond a cut times are not known; yet nobody may leap so far with their own that no one could write after them. */
    @Test
    void aLeapInTimeUponWhatIsCutHasALimit() {
        Extent cut = a.write(1, List.of()).runs.get(0).run().head().extent();
        a.write(2, List.of()).write(3, List.of());
        long least = 2; // after what is left of a
        for (long lamport :
                new long[] {least - 1, least, 4, least + Limits.LAMPORT_LEAP, least + Limits.LAMPORT_LEAP + 1}) {
            Feed late = new Feed("late");
            late.write(lamport, List.of(a.key), a.upTo(0, 3));
            Linearizer<String> linearizer = new Linearizer<>(
                    PARTY,
                    MessageCodec::decode,
                    (feed, index, message) -> new Decision.Open<>(feed.shortHex() + ":" + index),
                    PersistentMap.<FeedKey, Extent>empty().with(a.key, cut));
            a.runs.forEach(linearizer::add);
            linearizer.add(late.runs.get(0));
            boolean fits = least <= lamport && lamport <= least + Limits.LAMPORT_LEAP;
            assertEquals(fits, release(linearizer).contains(late.key.shortHex() + ":0"), "lamport " + lamport);
            assertEquals(!fits, linearizer.refusals().toString().contains("Lamport time"));
        }
    }
}
