package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.Signature;
import echo.api.party.Policy;
import echo.api.party.Profile;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Statement;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.SetPolicy;
import echo.codec.Statement.SetProfile;
import echo.pipeline.control.PartyState;
import echo.pipeline.control.PartyStateMachine;
import echo.pipeline.control.PartyStateMachine.Ruling;
import echo.simulation.pipeline.Cast.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Authority is a chain from genesis; nothing is effective because it is merely well signed (P3). */
class PartyStateMachineTest {
    private final Cast cast = new Cast();
    private final PartyStateMachine machine = new PartyStateMachine(cast.party(), cast.signatures());
    private final Person alice = cast.person("alice");
    private final Person bob = cast.person("bob");
    private final Person mallory = cast.person("mallory");

    private PartyState begun() {
        return machine.fold(cast.genesis(alice));
    }

    private PartyState with(PartyState state, List<Credential> credentials) {
        PartyState now = state;
        for (Credential credential : credentials) {
            now = assertInstanceOf(
                            Ruling.Effective.class, machine.apply(now, credential), () -> reason(state, credential))
                    .state();
        }
        return now;
    }

    private String reason(PartyState state, Credential credential) {
        return machine.apply(state, credential) instanceof Ruling.Voided voided ? voided.reason() : "effective";
    }

    private void assertVoid(String reason, PartyState state, Credential credential) {
        assertEquals(reason, reason(state, credential));
    }

    @Test
    void genesisGivesOneMemberOneDeviceAndTwoFeeds() {
        PartyState state = begun();
        assertEquals("the party", state.name());
        assertEquals(1, state.members().size());
        assertEquals(1, state.devices().size());
        assertEquals(2, state.feeds().size());
        assertEquals(Optional.of(alice.control()), state.genesisFeed());
        assertEquals(Optional.of(Role.ADMIN), state.role(alice.deviceKey()));
    }

    @Test
    void onlyThePartysKeyBeginsItAndOnce() {
        Statement genesis = new Statement.Genesis(mallory.memberKey(), "mine");
        assertVoid("genesis is not signed by the party's key", PartyState.EMPTY, cast.sign(mallory.member(), genesis));
        Credential real = cast.sign(cast.partyKey(), genesis);
        Credential false1 = new Credential(real.issuer(), real.statement(), new Signature(Bytes.owning(new byte[64])));
        assertVoid("genesis is not signed by the party's key", PartyState.EMPTY, false1);
        assertVoid("the party has begun already", begun(), real);
        assertEquals(PartyState.EMPTY, machine.fold(cast.own(mallory)));
    }

    @Test
    void whatAStrangerSignsWellIsVoid() {
        PartyState state = begun();
        assertVoid(
                "only a device of an admin can do this",
                state,
                cast.member(mallory, mallory, Role.ADMIN, Optional.empty()));
        assertVoid("only a device of an admin can do this", state, cast.invite(mallory, "i", 1));
        assertVoid("a device is admitted by its own member only", state, cast.device(mallory));
        assertVoid(
                "a feed is admitted by its own device only",
                state,
                cast.own(mallory).get(1));
    }

    @Test
    void aWriterAndAReaderAdmitNobody() {
        for (Role role : List.of(Role.WRITER, Role.READER, Role.RELAY)) {
            PartyState state = with(begun(), cast.admission(alice, bob, role));
            assertVoid(
                    "only a device of an admin can do this",
                    state,
                    cast.member(bob, mallory, Role.WRITER, Optional.empty()));
        }
        PartyState state = with(begun(), cast.admission(alice, bob, Role.ADMIN));
        assertEquals("effective", reason(state, cast.member(bob, mallory, Role.WRITER, Optional.empty())));
    }

    @Test
    void aFalseSignatureIsVoidAgainAndAgain() {
        Credential real = cast.member(alice, bob, Role.WRITER, Optional.empty());
        byte[] spoilt = real.signature().bytes().toByteArray();
        spoilt[0] ^= 1;
        Credential spoiltOne = new Credential(real.issuer(), real.statement(), new Signature(Bytes.owning(spoilt)));
        PartyState state = begun();
        assertVoid("has a false signature", state, spoiltOne);
        assertVoid("has a false signature", state, spoiltOne);
        assertEquals("effective", reason(state, real));
        assertVoid("has a false signature", state, spoiltOne);
    }

    @Test
    void anInvitationAdmitsAsManyAsItSays() {
        PartyState state = with(begun(), List.of(cast.invite(alice, "i", 1)));
        assertVoid("no such invitation", state, cast.member(alice, bob, Role.WRITER, Optional.of("other")));
        assertVoid("the invitation is for another role", state, cast.member(alice, bob, Role.ADMIN, Optional.of("i")));
        PartyState used = with(state, List.of(cast.member(alice, bob, Role.WRITER, Optional.of("i"))));
        assertVoid(
                "the invitation was used, or withdrawn",
                used,
                cast.member(alice, mallory, Role.WRITER, Optional.of("i")));
        assertVoid("the invitation is known already", used, cast.invite(alice, "i", 5));
        assertVoid("is a member already", used, cast.member(alice, bob, Role.READER, Optional.empty()));
    }

    @Test
    void aFixedListTakesNobodyMoreUntilItIsOpenAgain() {
        PartyState fixed = with(
                with(begun(), List.of(cast.invite(alice, "i", 1))),
                List.of(cast.sign(alice.device(), new SetPolicy(new Policy(false, true)))));
        String reason = "the party's members are a fixed list, its policy says";
        assertVoid(reason, fixed, cast.member(alice, bob, Role.WRITER, Optional.empty()));
        assertVoid(reason, fixed, cast.member(alice, bob, Role.WRITER, Optional.of("i")));
        assertVoid(reason, fixed, cast.invite(alice, "j", 1));
        with(
                with(fixed, List.of(cast.sign(alice.device(), new SetPolicy(Policy.DEFAULT)))),
                cast.admission(alice, bob, Role.WRITER));
    }

    @Test
    void onlyAnAdminLaysDownAPolicyAndOnlyTheMemberItsProfile() {
        PartyState state = with(begun(), cast.admission(alice, bob, Role.WRITER));
        Statement policy = new SetPolicy(new Policy(true, false));
        assertVoid("only a device of an admin can do this", state, cast.sign(bob.device(), policy));
        assertEquals("effective", reason(state, cast.sign(alice.device(), policy)));
        Statement profile = new SetProfile(bob.memberKey(), new Profile("Bob", Optional.empty()));
        String own = "only a device of the member itself can do this";
        assertVoid(own, state, cast.sign(alice.device(), profile));
        assertVoid(own, state, cast.sign(mallory.device(), profile));
        PartyState shown = with(state, List.of(cast.sign(bob.device(), profile)));
        assertEquals("Bob", shown.profile(bob.memberKey()).orElseThrow().name());
        assertVoid("that is the member's profile already", shown, cast.sign(bob.device(), profile));
    }

    @Test
    void devicesAndFeedsShowThatTheyAgree() {
        PartyState state = with(begun(), List.of(cast.member(alice, bob, Role.WRITER, Optional.empty())));
        Signature nothing = new Signature(Bytes.owning(new byte[64]));
        Credential stolen = cast.sign(
                bob.member(), new Statement.AdmitDevice(bob.memberKey(), mallory.deviceKey(), bob.exchange(), nothing));
        assertVoid("the device's admission has a false signature", state, stolen);
        PartyState withDevice = with(state, List.of(cast.device(bob)));
        assertVoid("the device is known already", withDevice, cast.device(bob));
        Credential stolenFeed = cast.sign(
                bob.device(), new Statement.AdmitFeed(bob.deviceKey(), mallory.data(), FeedKind.DATA, nothing));
        assertVoid("the feed's admission has a false signature", withDevice, stolenFeed);
        PartyState withFeed =
                with(withDevice, List.of(cast.feed(bob, bob.author().data(), FeedKind.DATA)));
        assertVoid(
                "the feed is known already",
                withFeed,
                cast.feed(bob, bob.author().data(), FeedKind.CONTROL));
    }

    @Test
    void aKeyThatIsNotAdmissibleIsNotAdmitted() {
        Bytes unknown = Hash.ZERO.bytes();
        assertVoid(
                "the member's key is not admissible",
                begun(),
                cast.sign(
                        alice.device(),
                        new Statement.AdmitMember(new echo.api.MemberKey(unknown), Role.WRITER, Optional.empty())));
    }

    @Test
    void bytesThatAreNoStatementAreVoid() {
        Credential garbage =
                new Credential(alice.device().publicKey(), Bytes.hex("ff"), new Signature(Bytes.owning(new byte[64])));
        assertVoid("statement is not well formed", begun(), garbage);
        Credential newer = new Credential(garbage.issuer(), Bytes.hex("7a00"), garbage.signature());
        assertVoid("a kind of statement that this version does not know", begun(), newer);
    }

    /** The same people in another party: what they signed there says nothing here. */
    @Test
    void aCredentialCopiedFromAnotherPartyIsVoid() {
        Cast other = new Cast(cast.signatures(), "other party");
        PartyState state = with(begun(), cast.admission(alice, bob, Role.ADMIN));
        assertVoid("has a false signature", state, other.member(alice, mallory, Role.ADMIN, Optional.empty()));
        assertVoid("has a false signature", state, other.invite(bob, "i", 1));
        PartyState fresh = with(begun(), List.of(cast.member(alice, bob, Role.WRITER, Optional.empty())));
        assertVoid("the device's admission has a false signature", fresh, other.device(bob));
        assertEquals(PartyState.EMPTY, machine.fold(other.genesis(alice)));
    }

    @Test
    void aProofFoldsToTheDeviceAndTheFoundersFeed() {
        PartyState state = with(begun(), List.of(cast.invite(alice, "i", 1)));
        state = with(
                state, Cast.concat(List.of(cast.member(alice, bob, Role.WRITER, Optional.of("i"))), cast.own(bob)));
        List<Credential> proof = state.proof(bob.deviceKey());
        PartyState proven = new PartyStateMachine(cast.party(), cast.signatures()).fold(proof);
        assertEquals(Optional.of(bob.deviceKey()), proven.deviceWith(bob.exchange()));
        assertEquals(Optional.of(alice.control()), proven.genesisFeed());
        for (int i = 0; i < proof.size() - 1; i++) {
            List<Credential> less = new ArrayList<>(proof);
            less.remove(i);
            PartyState without = new PartyStateMachine(cast.party(), cast.signatures()).fold(less);
            assertTrue(
                    without.deviceWith(bob.exchange()).isEmpty()
                            || without.genesisFeed().isEmpty(),
                    "credential " + i + " is of no use");
        }
        assertEquals(List.of(), PartyState.EMPTY.proof(bob.deviceKey()));
    }

    // alice invites 1, 1 invites 2, … each link of the chain is two steps up, by the sponsor and by the inviter
    @Test
    void aProofAtTheEndOfALongChainIsMadeAtOnce() {
        PartyState state = begun();
        Person above = alice;
        for (int i = 1; i <= 60; i++) {
            Person next = cast.person("next" + i);
            String code = "code" + i;
            state = with(
                    state,
                    List.of(
                            cast.sign(above.device(), new Statement.Invite(cast.invitation(code), Role.ADMIN, 0, 1)),
                            cast.member(above, next, Role.ADMIN, Optional.of(code)),
                            cast.device(next)));
            above = next;
        }
        PartyState last = state;
        Person end = above;
        List<Credential> proof = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> last.proof(end.deviceKey()));
        assertEquals(3 + 3 * 60, proof.size());
        assertTrue(machine.fold(proof).devices().containsKey(end.deviceKey()));
        assertTrue(CredentialCodec.encode(proof).size() > 0);
    }
}
