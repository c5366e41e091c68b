package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.model.PersistentMap;
import echo.api.party.Role;
import echo.codec.Operation;
import echo.codec.Statement.Branch;
import echo.codec.Statement.Equivocation;
import echo.codec.Statement.FeedKind;
import echo.pipeline.Author;
import echo.pipeline.Effect;
import echo.pipeline.control.ForkProof;
import echo.simulation.pipeline.Cast.Person;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A device whose keys write two things in one place: whoever sees both proves it, and every peer cuts the feed there (P1, P3). */
final class ForkTest {
    private final Cast cast = new Cast();
    private final Person alice = cast.person("alice");
    private final Person bob = cast.person("bob");
    private final Person mallory = cast.person("mallory");
    private final Desk atAlice = new Desk(cast, alice)
            .state(cast.genesis(alice))
            .state(cast.admission(alice, bob, Role.WRITER))
            .state(cast.admission(alice, mallory, Role.WRITER));
    private final Desk atBob = joined(bob);
    private final FeedKey forked = mallory.data();

    private int written;

    /** What must be equal on every peer; what of a branch is stored beside it is not. */
    private record Seen(Hash state, Timeframe applied, PersistentMap<FeedKey, Extent> cuts, long held) {
        static Seen at(Desk desk) {
            Fate fate = desk.fate();
            return new Seen(fate.state(), fate.applied(), fate.party().cuts().forks(), fate.held());
        }
    }

    private Desk joined(Person person) {
        return new Desk(cast, person).meet(alice.control()).sync(atAlice);
    }

    /** Creates {@code count} items, a message for each. */
    private Desk write(Desk desk, int count) {
        for (int i = 0; i < count; i++) {
            Bytes nonce = Hash.of(Bytes.utf8("item " + written++)).bytes().slice(0, 8);
            desk.write(new Operation.Create(nonce, Desk.OBJECT, ItemId.ROOT));
        }
        return desk;
    }

    /** Mallory's device as it was when {@code desk} was: what it writes now parts from what that one writes. */
    private Desk copy(Desk desk) {
        return new Desk(cast, mallory).meet(alice.control()).sync(desk);
    }

    /** What {@code finder} states of what {@code desk} shows it, if it proves that a feed was forked. */
    private Optional<Equivocation> proof(Desk finder, Desk desk, FeedKey feed) {
        for (Run run : desk.runs()) {
            if (run.head().feed().equals(feed)) {
                int before = finder.effects().size();
                finder.receive(run);
                for (Effect effect :
                        finder.effects().subList(before, finder.effects().size())) {
                    if (effect instanceof Effect.Forked fork) {
                        return Optional.of(
                                ForkProof.of(fork.common(), stored(finder, feed, fork.common()), fork.run()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** What a store gives from where {@code common} ends. */
    private static Run stored(Desk desk, FeedKey feed, Extent common) {
        return desk.runs().stream()
                .filter(run -> run.head().feed().equals(feed)
                        && run.from() <= common.length()
                        && run.head().extent().length() > common.length())
                .findFirst()
                .orElseThrow();
    }

    private Desk tell(Desk finder, Desk shown, FeedKey feed) {
        Equivocation proof = proof(finder, shown, feed).orElseThrow();
        return finder.state(List.of(cast.sign(finder.person().device(), proof)));
    }

    /** All that anybody kept, without what it has twice. */
    private static List<Run> all(Desk... desks) {
        List<Run> runs = new ArrayList<>();
        for (Desk desk : desks) {
            desk.runs().stream().filter(run -> !runs.contains(run)).forEach(runs::add);
        }
        return runs;
    }

    /** A peer that hears of {@code runs} in an order of its own, takes of each feed what continues it, and restarts in the end. */
    private Seen heard(List<Run> runs, long seed) {
        Random random = new Random(seed);
        List<Run> arriving = new ArrayList<>(runs);
        Collections.shuffle(arriving, random);
        Desk desk = new Desk(cast, cast.person("peer")).meet(alice.control());
        for (Run run : arriving) {
            desk.offer(run);
            if (random.nextInt(3) == 0) {
                desk.flush();
            }
        }
        Seen seen = Seen.at(desk.flush());
        desk.restart();
        assertEquals(seen, Seen.at(desk), "seed " + seed + " after a restart");
        return seen;
    }

    // mallory   0 1 2 ┬ 3 4        seen by alice
    //                 └ 3' 4' 5'   seen by bob, who writes upon it, and upon whom alice writes in the end
    @Test
    void everyPeerCutsAForkedFeedAtTheSameBlockWhateverItHeardFirst() {
        Desk one = write(joined(mallory), 3);
        Desk other = copy(one);
        write(one, 2);
        write(other, 3);
        write(atAlice.sync(one), 1);
        write(atBob.sync(other), 1);
        tell(atAlice.sync(atBob, feed -> !feed.equals(forked)), other, forked);
        write(atAlice.sync(atBob, feed -> !feed.equals(forked)), 1);
        atBob.sync(atAlice, feed -> !feed.equals(forked));

        Seen seen = Seen.at(atAlice);
        assertEquals(3, seen.applied().extent(forked).length());
        assertEquals(
                6, atAlice.engine().snapshot().records().size(), "three of mallory's, two of alice's, one of bob's");
        assertEquals(seen, Seen.at(atBob));
        assertEquals(0, seen.held());
        for (int seed = 0; seed < 700; seed++) {
            assertEquals(seen, heard(all(atAlice, atBob, one, other), seed), "seed " + seed);
        }
    }

    /** Of three branches the two that part first decide, also where the other proof came first. */
    @Test
    void theEarliestPartingDecides() {
        Desk one = write(joined(mallory), 2);
        Desk early = copy(one);
        write(one, 2);
        Desk late = copy(one);
        write(one, 1);
        write(late, 1);
        write(early, 4);
        tell(atAlice.sync(one), late, forked);
        assertEquals(4, Seen.at(atAlice).applied().extent(forked).length());
        tell(atBob.sync(early), one, forked);
        atAlice.sync(atBob, feed -> !feed.equals(forked));
        atBob.sync(atAlice, feed -> !feed.equals(forked));
        Seen seen = Seen.at(atAlice);
        assertEquals(2, seen.applied().extent(forked).length());
        assertEquals(seen, Seen.at(atBob));
        for (int seed = 0; seed < 300; seed++) {
            assertEquals(seen, heard(all(atAlice, atBob, one, early, late), seed), "seed " + seed);
        }
    }

    /** Statements beyond the cut are of no account, whoever acted upon them. */
    @Test
    void aControlFeedIsCutToo() {
        Person carol = cast.person("carol");
        Desk founder = new Desk(cast, mallory).state(cast.genesis(mallory));
        founder.state(cast.admission(mallory, alice, Role.ADMIN)).state(cast.admission(mallory, bob, Role.WRITER));
        Desk first = new Desk(cast, alice).meet(mallory.control()).sync(founder);
        Desk second = new Desk(cast, bob).meet(mallory.control()).sync(founder);
        Desk other = new Desk(cast, mallory).meet(mallory.control()).sync(founder);
        founder.state(cast.admission(mallory, carol, Role.ADMIN));
        other.state(List.of(cast.invite(mallory, "nobody", 1)));
        first.sync(founder);
        assertTrue(first.engine().state().members().containsKey(carol.memberKey()));
        second.sync(other);
        write(second, 1);
        tell(first, other, mallory.control());
        second.sync(first, feed -> !feed.equals(mallory.control()));
        first.sync(second, feed -> !feed.equals(mallory.control()));
        assertFalse(first.engine().state().members().containsKey(carol.memberKey()));
        assertEquals(Seen.at(first), Seen.at(second));
        assertEquals(0, Seen.at(first).held());
        first.restart();
        second.restart();
        assertEquals(Seen.at(first), Seen.at(second));
        assertFalse(first.engine().state().members().containsKey(carol.memberKey()));
    }

    /** Statements of one feed, each held for what it rests on: a proof counts also where it came after others that are held. */
    @Test
    void aProofCountsThoughItIsHeldBehindWhatWasHeldBefore() {
        Person carol = cast.person("carol");
        atAlice.state(cast.admission(alice, carol, Role.WRITER));
        Desk atCarol = joined(carol).state(List.of(cast.feed(carol, cast.key("carol/data 2"), FeedKind.DATA)));
        Desk peer = new Desk(cast, cast.person("peer")).meet(alice.control()).sync(atAlice);
        atBob.sync(atAlice).sync(atCarol);
        atBob.state(List.of(cast.feed(bob, cast.key("bob/data 2"), FeedKind.DATA)));
        peer.sync(atBob, feed -> !feed.equals(carol.control())).flush();
        assertEquals(1, peer.fate().held());

        Desk one = write(joined(mallory), 1);
        Desk other = write(copy(joined(mallory)), 1);
        tell(atBob.sync(one), other, forked);
        peer.sync(atBob, feed -> !feed.equals(carol.control())).flush();
        assertTrue(peer.fate().held() >= 2, "held: " + peer.fate().held());
        assertTrue(peer.engine().state().cuts().forks().containsKey(forked));
    }

    // mallory   0    seen by bob, who writes upon it
    //           0′
    @Test
    void whatWasWrittenUponAFeedThatIsForkedFromItsFirstBlockStands() {
        Desk one = write(joined(mallory), 1);
        Desk other = write(copy(joined(mallory)), 1);
        write(atBob.sync(one), 1);
        tell(atAlice.sync(atBob), other, forked);
        atBob.sync(atAlice);
        Seen seen = Seen.at(atBob);
        assertEquals(0, seen.applied().extent(forked).length());
        assertEquals(1, seen.applied().extent(bob.data()).length());
        for (int seed = 0; seed < 100; seed++) {
            assertEquals(seen, heard(all(atAlice, atBob), seed), "seed " + seed);
        }
    }

    @Test
    void whoseFeedWasForkedCannotWriteItAnyMore() {
        Desk one = write(joined(mallory), 1);
        Desk other = write(copy(one), 1);
        write(one, 1);
        tell(atAlice.sync(one), other, forked);
        one.sync(atAlice);
        int before = one.effects().size();
        write(one, 1);
        List<Effect> effects = one.effects().subList(before, one.effects().size());
        assertTrue(effects.stream()
                .anyMatch(effect -> effect instanceof Effect.Unsealed unsealed
                        && unsealed.reason().contains("forked")));
    }

    /** A run of one's own branch is no proof, nor is one whose blocks were altered on the way. */
    @Test
    void whatProvesNothingIsNotTold() {
        Desk one = write(joined(mallory), 3);
        atAlice.sync(one);
        assertEquals(Optional.empty(), proof(atAlice, one, forked));
        Run last =
                stored(one, forked, atAlice.engine().extent(forked).equals(Extent.EMPTY) ? Extent.EMPTY : first(one));
        Run altered = new Run(last.from(), List.of(Bytes.utf8("something else")), last.head());
        int before = atAlice.effects().size();
        atAlice.receive(altered);
        assertTrue(atAlice.effects().subList(before, atAlice.effects().size()).stream()
                .noneMatch(Effect.Forked.class::isInstance));
    }

    private Extent first(Desk desk) {
        return stored(desk, forked, Extent.EMPTY).head().extent();
    }

    @Test
    void aFalseProofIsVoid() {
        Desk one = write(joined(mallory), 3);
        Desk other = write(copy(joined(mallory)), 3);
        Equivocation proof = proof(atAlice.sync(one), other, forked).orElseThrow();
        Branch bad = new Branch(proof.one().payloads(), new Signature(Bytes.owning(new byte[64])));
        List<Equivocation> wrong = List.of(
                new Equivocation(forked, proof.common(), bad, proof.other()),
                new Equivocation(forked, proof.common(), proof.other(), bad),
                new Equivocation(forked, proof.common(), proof.one(), proof.one()),
                new Equivocation(forked, first(one), proof.one(), proof.other()),
                new Equivocation(bob.data(), proof.common(), proof.one(), proof.other()),
                new Equivocation(
                        new FeedKey(Hash.of(Bytes.utf8("?")).bytes()), proof.common(), proof.one(), proof.other()));
        for (Equivocation each : wrong) {
            atAlice.state(List.of(cast.sign(alice.device(), each)));
        }
        assertEquals(PersistentMap.empty(), atAlice.engine().state().cuts().forks());
        assertEquals(wrong.size(), atAlice.engine().refused().size());
        assertEquals(3, Seen.at(atAlice).applied().extent(forked).length());
    }

    /** Statements come from anybody: what they say of lengths is bounded before anything is made of it. */
    @Test
    void aProofPastTheEndOfFeedsIsMalformed() {
        Desk one = write(joined(mallory), 3);
        Desk other = write(copy(joined(mallory)), 3);
        Equivocation proof = proof(atAlice.sync(one), other, forked).orElseThrow();
        for (long length : new long[] {Long.MAX_VALUE, Limits.FEED_BLOCKS}) {
            Extent common = new Extent(length, first(one).link());
            assertThrows(
                    IllegalArgumentException.class, () -> new Equivocation(forked, common, proof.one(), proof.other()));
        }
    }

    /** Two branches that are forked once more, each at the same length: of two proofs the same one counts everywhere. */
    @Test
    void ofTwoPartingsAtOneLengthTheSmallerLinkCounts() {
        Desk x = write(joined(mallory), 2);
        Desk y = copy(x);
        write(x, 2);
        write(y, 2);
        Desk otherX = copy(x);
        Desk otherY = copy(y);
        write(x, 1);
        write(otherX, 1);
        write(y, 1);
        write(otherY, 1);
        tell(atAlice.sync(x), otherX, forked);
        tell(atBob.sync(y), otherY, forked);
        atAlice.sync(atBob, feed -> !feed.equals(forked));
        atBob.sync(atAlice, feed -> !feed.equals(forked));
        assertEquals(atAlice.engine().state().cuts(), atBob.engine().state().cuts());
        Extent cut = atAlice.engine().state().cuts().forks().get(forked).orElseThrow();
        boolean aliceApart = atAlice.engine().isElsewhere(forked, cut);
        assertTrue(
                aliceApart != atBob.engine().isElsewhere(forked, cut), "one of them sees that it is on another branch");
        Desk doubting = aliceApart ? atAlice : atBob;
        tell(doubting, aliceApart ? y : x, forked);
        atAlice.sync(atBob, feed -> !feed.equals(forked));
        atBob.sync(atAlice, feed -> !feed.equals(forked));
        assertEquals(2, Seen.at(atAlice).applied().extent(forked).length());
        assertEquals(Seen.at(atAlice), Seen.at(atBob));
    }

    /** The member is no liar for good: it has its device write another feed. */
    @Test
    void theDeviceGoesOnWithANewFeed() {
        Desk one = write(joined(mallory), 1);
        Desk other = write(copy(one), 1);
        write(one, 1);
        tell(atAlice.sync(one), other, forked);
        Person again = new Person(
                mallory.name(),
                mallory.member(),
                mallory.device(),
                new Author(mallory.author().control(), cast.key("mallory/data 2")));
        Desk after = new Desk(cast, again).meet(alice.control()).sync(atAlice).sync(one);
        after.state(List.of(cast.feed(mallory, again.author().data(), FeedKind.DATA)));
        write(after, 2);
        atAlice.sync(after);
        assertEquals(2, Seen.at(atAlice).applied().extent(again.data()).length());
        assertEquals(Seen.at(atAlice), Seen.at(after));
    }
}
