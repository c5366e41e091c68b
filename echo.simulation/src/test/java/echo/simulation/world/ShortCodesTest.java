package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException.Kind;
import echo.api.Limits;
import echo.api.party.Member;
import echo.api.party.Party;
import echo.api.party.Role;
import echo.api.party.ShortCode;
import echo.api.party.ShortCode.State;
import echo.api.party.ShortCodes;
import echo.api.transport.Address;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.Survival;
import echo.simulation.network.Link;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Six digits let one in who knows them, and whoever does not know them learns nothing and leaves nothing (P3). */
final class ShortCodesTest {
    private static final long MINUTE_MS = 60_000;

    private final World world = new World(43, 4, new KeyedHashSignatures());
    private final SimNode ada = world.node(0);
    private final SimNode ben = world.node(1);
    private final SimNode cem = world.node(2);
    private final Party party = world.await(ada.node().create("a party"));
    private final long quiet = party.status().control().totalLength();

    private void assertRefused(Kind kind, String words, CompletionStage<?> stage) {
        new Refusals(world, 35_000).assertRefused(kind, words, stage);
    }

    private static ShortCodes codes(SimNode node) {
        return node.node().shortCodes();
    }

    private ShortCode open(long validMs) {
        return world.await(codes(ada).invite(party.key(), Role.WRITER, validMs));
    }

    private ShortCode open() {
        return open(10 * MINUTE_MS);
    }

    private static ShortCode last(SimNode node) {
        return codes(node).last().orElseThrow();
    }

    /** Other digits than {@code code}'s, {@code i} places on. */
    private static String wrong(ShortCode code, int i) {
        return String.format("%06d", (Integer.parseInt(code.digits()) + i) % 1_000_000);
    }

    private CompletionStage<Party> join(SimNode node, String digits) {
        return codes(node).join(ada.address(), digits);
    }

    /** Ben's join, at the moment at which his first message has come, and no second one. */
    private CompletionStage<Party> trying(ShortCode code) {
        world.network().link(ben.name(), ada.name(), new Link(100, 0, 0, 1_000));
        world.network().link(ada.name(), ben.name(), Link.PERFECT);
        CompletionStage<Party> joining = join(ben, code.digits());
        world.pass(350); // for the dial, for one message of the handshake, and for the other with what follows
        assertFalse(joining.toCompletableFuture().isDone());
        return joining;
    }

    /** Nobody was let in, and nothing was said about anybody. */
    private void assertNothingStated() {
        assertEquals(quiet, party.status().control().totalLength());
        assertEquals(List.of(), party.roster().invitations());
        assertEquals(1, party.members().size());
    }

    @Test
    void whoKnowsTheDigitsComesInOnce() {
        ShortCode code = world.await(codes(ada).invite(party.key(), Role.READER, MINUTE_MS));
        assertEquals(List.of(ada.address()), code.addresses());
        assertTrue(code.text().matches("[0-9]{3}-[0-9]{3}") && code.isOpen() && code.triesLeft() == 3);
        assertNothingStated();
        Party joined = world.await(join(ben, code.text()));
        assertEquals(party.key(), joined.key());
        assertEquals(
                List.of(Role.ADMIN, Role.READER),
                party.members().stream().map(Member::role).toList());
        assertEquals(List.of(), party.roster().invitations(), "it is used");
        assertEquals(State.USED, last(ada).state());
        assertRefused(Kind.REFUSED, "nobody is expected there", join(cem, code.digits()));
        assertFalse(world.await(codes(ada).cancel()));
        assertNotEquals(code.digits(), open().digits());
        world.await(join(cem, last(ada).digits()));
        assertEquals(3, party.members().size());
    }

    @Test
    void theJoinersNodeRemembersThePartyWhereItReachedIt() {
        world.await(join(ben, open().digits()));
        ben.crash(Survival.ALL);
        ben.start();
        world.pass(10_000);
        assertEquals(1, ben.node().parties().size());
        assertTrue(ben.node().peers().stream().anyMatch(peer -> peer.member().isPresent()));
    }

    @Test
    void threeWrongGuessesEndItAndBothSidesAreTold() {
        ShortCode code = open();
        assertRefused(Kind.REFUSED, "the code is wrong; 2 tries are left", join(ben, wrong(code, 1)));
        assertEquals(2, last(ada).triesLeft());
        assertTrue(last(ada).last().orElseThrow().contains("said a wrong code, which counts as a guess"));
        assertRefused(Kind.REFUSED, "the code is wrong; one try is left", join(cem, wrong(code, 2)));
        assertRefused(Kind.REFUSED, "that was the last try", join(ben, wrong(code, 3)));
        assertEquals(State.SPENT, last(ada).state());
        assertEquals(0, last(ada).triesLeft());
        assertRefused(Kind.REFUSED, "nobody is expected there", join(ben, code.digits()));
        assertNothingStated();
        assertEquals(List.of(), ben.node().parties());
    }

    @Test
    void theRightDigitsAfterTwoWrongOnesLetIn() {
        ShortCode code = open();
        assertRefused(Kind.REFUSED, "is wrong", join(ben, wrong(code, 1)));
        assertRefused(Kind.REFUSED, "is wrong", join(ben, wrong(code, 2)));
        world.await(join(ben, code.digits()));
        assertEquals(1, last(ada).triesLeft());
        assertEquals(2, party.members().size());
    }

    @Test
    void itsTimeEndsItAlsoForWhoIsThere() {
        ShortCode code = open(1_100);
        assertTrue(Math.abs(ada.clock().wallMs() + 1_100 - code.expiresMs()) < 10);
        world.network().link(ben.name(), ada.name(), new Link(300, 0, 0, 1_000));
        world.network().link(ada.name(), ben.name(), Link.PERFECT);
        assertRefused(Kind.REFUSED, "the code's time is over", join(ben, code.digits()));
        assertEquals(State.EXPIRED, last(ada).state());
        assertRefused(Kind.REFUSED, "nobody is expected there", join(cem, code.digits()));
        world.pass(60_000);
        assertNothingStated();
    }

    @Test
    void theInviterTakesItBackAndWhoIsThereIsTold() {
        ShortCode code = open();
        CompletionStage<Party> joining = trying(code);
        assertTrue(world.await(codes(ada).cancel()));
        assertRefused(Kind.REFUSED, "the inviter has taken the code back", joining);
        assertEquals(State.CANCELLED, last(ada).state());
        world.pass(60_000);
        assertNothingStated();
    }

    /** At whatever moment it is taken back: the other side is a member, or there is no trace of it. */
    @Test
    void whenItIsTakenBackAtAnyMomentNoInvitationStays() {
        int joined = 0;
        for (int ms = 0; ms < 100; ms += 4) {
            World world = new World(700 + ms, 2, new KeyedHashSignatures());
            Party party = world.await(world.node(0).node().create("a party"));
            for (int i = 0; i < 2; i++) {
                world.network().link(world.node(i).name(), world.node(1 - i).name(), new Link(5, 0, 0, 1_000));
            }
            ShortCodes codes = world.node(0).node().shortCodes();
            ShortCode code = world.await(codes.invite(party.key(), Role.WRITER, MINUTE_MS));
            CompletionStage<Party> joining =
                    codes(world.node(1)).join(world.node(0).address(), code.digits());
            world.pass(ms);
            var unused = codes.cancel();
            world.pass(40_000);
            assertTrue(joining.toCompletableFuture().isDone());
            boolean in = !joining.toCompletableFuture().isCompletedExceptionally();
            joined += in ? 1 : 0;
            assertEquals(in ? State.USED : State.CANCELLED, last(world.node(0)).state(), "after " + ms + " ms");
            assertEquals(in ? 2 : 1, party.members().size(), "after " + ms + " ms");
            assertEquals(List.of(), party.roster().invitations(), "after " + ms + " ms");
            assertEquals(in ? 1 : 0, world.node(1).node().parties().size(), "after " + ms + " ms");
        }
        assertTrue(joined > 0 && joined < 25, joined + " joined");
    }

    /** The same for the joiner: it is admitted before, or it is nowhere, and the inviter's node waits on. */
    @Test
    void whenTheJoinerCancelsAtAnyMomentNothingIsLeftOfIt() {
        int joined = 0;
        int guesses = 0;
        for (int ms = 0; ms < 200; ms += 4) {
            World world = new World(900 + ms, 2, new KeyedHashSignatures());
            Party party = world.await(world.node(0).node().create("a party"));
            for (int i = 0; i < 2; i++) {
                world.network().link(world.node(i).name(), world.node(1 - i).name(), new Link(5, 0, 0, 1_000));
            }
            ShortCodes codes = world.node(0).node().shortCodes();
            ShortCode code = world.await(codes.invite(party.key(), Role.WRITER, MINUTE_MS));
            CompletableFuture<Party> joining = codes(world.node(1))
                    .join(world.node(0).address(), code.digits())
                    .toCompletableFuture();
            world.pass(ms);
            joined += joining.cancel(true) ? 0 : 1;
            world.pass(20_000);
            boolean in = !joining.isCancelled();
            assertEquals(in ? 1 : 0, world.node(1).node().parties().size(), "after " + ms + " ms");
            ShortCode left = last(world.node(0));
            assertEquals(Optional.empty(), left.last().filter(it -> it.contains("wrong")));
            assertTrue(left.triesLeft() >= 2, "one guess at most");
            guesses += 3 - left.triesLeft();
            assertTrue(in || left.isOpen() || left.state() == State.USED);
        }
        assertTrue(joined > 0 && joined < 50, joined + " joined");
        assertTrue(guesses > 0 && guesses < 5, guesses + " guesses: between the second message and the third alone");
    }

    @Test
    void oneTriesAtATimeAndOthersAreToldToWait() {
        ShortCode code = open();
        for (SimNode node : List.of(ben, cem)) {
            world.network().link(node.name(), ada.name(), new Link(100, 0, 0, 1_000));
            world.network().link(ada.name(), node.name(), Link.PERFECT);
        }
        CompletionStage<Party> first = join(ben, code.digits());
        world.pass(50);
        assertRefused(Kind.UNAVAILABLE, "somebody else is trying", join(cem, code.digits()));
        world.await(first);
        assertEquals(3, last(ada).triesLeft());
    }

    /** Each further frame is the last that arrives: what the inviter made of it so far counts as it says. */
    @Test
    void whoBreaksOffAfterTheSecondMessageHasGuessedAndBeforeHasNot() {
        TreeSet<Integer> left = new TreeSet<>();
        for (int frames = 0; frames < 7; frames++) {
            World world = new World(60 + frames, 2, new KeyedHashSignatures());
            Party party = world.await(world.node(0).node().create("a party"));
            ShortCodes codes = world.node(0).node().shortCodes();
            ShortCode code = world.await(codes.invite(party.key(), Role.WRITER, MINUTE_MS));
            SimNode joiner = world.node(1);
            joiner.cutPowerAtSend(frames, Survival.ALL);
            var unused = codes(joiner).join(world.node(0).address(), code.digits());
            world.pass(20_000);
            assertTrue(joiner.isDown(), frames + " frames");
            ShortCode after = last(world.node(0));
            // preamble, two of the handshake, and its three messages: the third shows that it knows the code
            assertEquals(frames == 5 ? 2 : 3, after.triesLeft(), frames + " frames");
            assertTrue(after.isOpen(), frames + " frames");
            assertEquals(frames == 6 ? 1 : 0, party.roster().invitations().size(), frames + " frames");
            left.add(after.triesLeft());
            joiner.start();
            world.await(codes(joiner).join(world.node(0).address(), code.digits()));
            assertEquals(2, party.members().size());
            assertEquals(List.of(), party.roster().invitations(), "the same invitation as before");
        }
        assertEquals(2, left.size());
    }

    @Test
    void aRestartForgetsIt() {
        ShortCode code = open();
        ada.crash(Survival.ALL);
        ada.start();
        world.pass(1_000);
        assertEquals(Optional.empty(), codes(ada).last());
        assertRefused(Kind.REFUSED, "nobody is expected there", join(ben, code.digits()));
        assertRefused(Kind.UNAVAILABLE, "listens nowhere", nowhere());
    }

    private CompletionStage<ShortCode> nowhere() {
        LoneNode lone = new LoneNode();
        Party own = lone.create();
        CompletionStage<ShortCode> asked = lone.node.shortCodes().invite(own.key(), Role.WRITER, MINUTE_MS);
        lone.run("");
        return asked;
    }

    @Test
    void whoIsNotToBeReachedOrStopsIsTold() {
        ShortCode code = open();
        Address elsewhere = new Address("sim", "nobody", 1);
        assertRefused(Kind.NETWORK, "cannot reach", codes(ben).join(elsewhere, code.digits()));
        Address strange = new Address("smoke", "signals", 1);
        assertRefused(Kind.NETWORK, "no transport for smoke", codes(ben).join(strange, code.digits()));
        CompletionStage<Party> joining = trying(code);
        ada.stop();
        assertRefused(Kind.REFUSED, "has taken the code back", joining);
    }

    @Test
    void aJoinerWhoseNodeStopsIsTold() {
        CompletionStage<Party> joining = trying(open());
        ben.stop();
        assertRefused(Kind.UNAVAILABLE, "the node has stopped", joining);
    }

    @Test
    void aSilentInviterIsGivenUp() {
        ShortCode code = open();
        CompletionStage<Party> joining = trying(code);
        ada.pause();
        assertRefused(Kind.NETWORK, "did not answer in time", joining);
        ada.resume();
        world.pass(20_000);
        assertNothingStated();
    }

    @Test
    void whatCannotBeAskedForIsRefusedWithAReason() {
        for (long ms : new long[] {-1, 0, Limits.SHORT_CODE_LEAST_MS - 1, Limits.SHORT_CODE_MOST_MS + 1}) {
            assertRefused(Kind.USAGE, "1 s to a day", codes(ada).invite(party.key(), Role.WRITER, ms));
        }
        assertRefused(Kind.USAGE, "not in party", codes(ben).invite(party.key(), Role.WRITER, MINUTE_MS));
        for (String digits : List.of("", "12345", "1234567", "12345a", "１２３４５６", "123.456")) {
            assertRefused(Kind.USAGE, "is six digits; write them as 123-456", join(ben, digits));
        }
        ShortCode code = open();
        assertRefused(Kind.USAGE, "already", codes(ada).invite(party.key(), Role.WRITER, MINUTE_MS));
        world.await(join(
                ben, " " + code.digits().substring(0, 2) + " - " + code.digits().substring(2)));
        assertRefused(Kind.REFUSED, "only an admin", codes(ben).invite(party.key(), Role.WRITER, MINUTE_MS));
        assertRefused(Kind.USAGE, "in that party already", join(ben, open().digits()));
    }

    /** The inviter is no admin any more when the right digits come: both are told, and no try is gone. */
    @Test
    void whoMayInviteNoMoreLetsNobodyIn() {
        Party cems = world.await(cem.node().join(world.await(party.invite(Role.ADMIN, 60 * MINUTE_MS))));
        ShortCode code = open();
        world.await(cems.roster().setRole(ada.node().member(), Role.WRITER));
        world.pass(5_000);
        assertRefused(Kind.REFUSED, "cannot make an invitation now", join(ben, code.digits()));
        assertTrue(last(ada).last().orElseThrow().contains("only an admin of the party can invite"));
        assertEquals(3, last(ada).triesLeft());
        assertTrue(last(ada).isOpen());
    }

    /** Two parties, one after the other: the digits are of the one that is open. */
    @Test
    void aNodeWaitsForOneAtATimeAndSaysForWhichParty() {
        Party other = world.await(ada.node().create("another"));
        open();
        assertRefused(
                Kind.USAGE,
                "for party " + party.key().shortHex(),
                codes(ada).invite(other.key(), Role.WRITER, MINUTE_MS));
        assertTrue(world.await(codes(ada).cancel()));
        ShortCode code = world.await(codes(ada).invite(other.key(), Role.WRITER, MINUTE_MS));
        assertEquals(other.key(), world.await(join(ben, code.digits())).key());
    }
}
