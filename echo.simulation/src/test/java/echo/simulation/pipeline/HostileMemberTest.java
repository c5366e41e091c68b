package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Links;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import echo.codec.Operation.Create;
import echo.codec.OperationCodec;
import echo.pipeline.Effect;
import echo.pipeline.control.ControlLog;
import echo.pipeline.control.PartyStateMachine;
import echo.pipeline.feed.FeedVerifier;
import echo.simulation.pipeline.Cast.Person;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one admitted member can do to the others by writing what it likes: nothing (P1, P3). */
class HostileMemberTest {
    private static final Extent NEVER = new Extent(1L << 40, Hash.of(Bytes.utf8("never")));

    private final Cast cast = new Cast();
    private final List<Person> byControl = List.of(cast.person("one"), cast.person("two")).stream()
            .sorted((one, two) -> one.control().compareTo(two.control()))
            .toList();
    private final Person mallory = byControl.get(0);
    private final Person alice = byControl.get(1);
    private final Desk atAlice = new Desk(cast, alice);

    private void begin() {
        Create create = new Create(Bytes.hex("0000000000000001"), Desk.OBJECT, ItemId.ROOT);
        atAlice.state(cast.genesis(alice)).write(create).state(cast.admission(alice, mallory, Role.WRITER));
    }

    /** Genesis and what makes mallory a member, all of it true, but with no feed before mallory's. */
    private List<Credential> usurpation() {
        return Cast.concat(
                List.of(
                        cast.genesis(alice).get(0),
                        cast.device(alice),
                        cast.member(alice, mallory, Role.WRITER, Optional.empty())),
                cast.own(mallory));
    }

    // alice    genesis ── create ── mallory is a writer
    // mallory  genesis, alice's device, mallory is a writer       (Lamport time 1, and the smaller key)
    @Test
    void aMemberThatRepeatsGenesisInItsOwnFeedDoesNotTakeTheParty() {
        begin();
        atAlice.receive(new Forger(mallory.author().control())
                        .first(cast.party(), CredentialCodec.encode(usurpation())))
                .flush();
        assertTrue(atAlice.engine().state().feeds().containsKey(alice.control()));
        assertEquals(1, atAlice.engine().snapshot().records().size());
        assertEquals(0, atAlice.rebuilds());
    }

    private static Bytes letters(int size) {
        return Bytes.owning(new byte[size]);
    }

    @Test
    void nothingIsTakenAfterABlockThatEndsItsFeed() {
        begin();
        Forger feed = new Forger(mallory.author().data());
        atAlice.receive(feed.blocks(List.of(Bytes.EMPTY))).flush();
        atAlice.receive(feed.blocks(Collections.nCopies(Limits.RUN_BLOCKS, Bytes.EMPTY)));
        assertEquals(1, atAlice.engine().extent(mallory.data()).length());
        assertEquals(1, atAlice.refused().size());
        assertTrue(
                atAlice.refused().get(0).contains("Lamport time is not positive"),
                atAlice.refused().get(0));
    }

    /** Blocks that wait for what nobody has are left with those who have them; what others wait for is taken. */
    @Test
    void messagesThatWaitForEverDoNotFillTheMemory() {
        begin();
        Forger feed = new Forger(mallory.author().data());
        atAlice.receive(feed.waiting(cast.party(), mallory.control(), NEVER, Bytes.EMPTY))
                .flush();
        long lamport = 3;
        for (int i = 0; i < 2 + Limits.HELD_BYTES / Limits.BLOCK_BYTES; i++) {
            atAlice.receive(feed.next(lamport++, letters(Limits.BLOCK_BYTES - 100)));
        }
        assertTrue(atAlice.effects().get(atAlice.effects().size() - 1) instanceof Effect.Postponed);
        assertEquals(List.of(), atAlice.refused());
        Forger control = new Forger(mallory.author().control());
        atAlice.receive(control.first(cast.party(), CredentialCodec.encode(cast.own(mallory))))
                .flush();
        assertEquals(1, atAlice.engine().extent(mallory.control()).length());
    }

    // alice.control   genesis ── mallory is a writer
    // mallory.data                                   ╲ names alice.control among the data feeds
    @Test
    void aControlFeedIsNoPartOfWhatDataShow() {
        begin();
        Extent held = atAlice.engine().extent(alice.control());
        Header header = new Header(
                Optional.of(cast.party()),
                List.of(alice.control()),
                List.of(new Advance(0, held.length(), held.link())),
                List.of(),
                3,
                0);
        Create create = new Create(Bytes.hex("0000000000000002"), Desk.OBJECT, ItemId.ROOT);
        Forger feed = new Forger(mallory.author().data());
        atAlice.receive(feed.message(header, OperationCodec.encode(List.of(create))))
                .flush();
        assertRefusedForKind(mallory.data(), alice.control());
        assertEquals(1, atAlice.engine().snapshot().records().size());
    }

    // alice.data          create
    // mallory.control            ╲ names alice.data among the control feeds
    @Test
    void whoBelongsIsDecidedWithoutAnyDataFeed() {
        begin();
        Extent held = atAlice.engine().extent(alice.data());
        Header header = new Header(
                Optional.of(cast.party()),
                List.of(alice.data()),
                List.of(),
                List.of(new Advance(0, held.length(), held.link())),
                3,
                0);
        Forger feed = new Forger(mallory.author().control());
        atAlice.receive(feed.message(header, CredentialCodec.encode(cast.own(mallory))))
                .flush();
        assertRefusedForKind(mallory.control(), alice.data());
    }

    private void assertRefusedForKind(FeedKey feed, FeedKey named) {
        String line = "block 0 of feed " + feed.shortHex() + ": depends on feed " + named.shortHex()
                + " as if it were of another kind";
        assertEquals(List.of(line), atAlice.engine().refused());
        assertEquals(1, atAlice.engine().extent(feed).length());
    }

    @Test
    void aFeedHasAnEnd() {
        FeedKey feed = mallory.data();
        Extent held = new Extent(Limits.FEED_BLOCKS, Hash.ZERO);
        Extent end = Links.append(feed, held, Bytes.EMPTY);
        Head head = new Head(feed, end, mallory.author().data().sign(Links.headBytes(feed, end)));
        Run run = new Run(Limits.FEED_BLOCKS, List.of(Bytes.EMPTY), head);
        assertTrue(new FeedVerifier(cast.signatures()).verify(run, held) instanceof FeedVerifier.Verdict.Rejected);
    }

    @Test
    void aPartyBeginsWithAFeedOfItsFounderOnly() {
        PartyStateMachine machine = new PartyStateMachine(cast.party(), cast.signatures());
        assertFalse(new ControlLog(machine).begins(mallory.control(), usurpation()));
        assertTrue(machine.fold(usurpation()).genesisFeed().isEmpty());
        assertEquals(
                alice.control(), machine.fold(cast.genesis(alice)).genesisFeed().orElseThrow());
    }
}
