package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.item.ObjectItem;
import echo.api.party.Invitation;
import echo.api.party.Member;
import echo.api.party.Party;
import echo.api.party.Request;
import echo.api.party.Role;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.Survival;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Codes for several, codes that are taken back, and members who are let in by their key (P3). */
final class InvitationsTest {
    private static final long HOUR_MS = 3_600_000;

    private final World world = new World(41, 4, new KeyedHashSignatures());
    private final SimNode ada = world.node(0);
    private final SimNode ben = world.node(1);
    private final SimNode cem = world.node(2);
    private final SimNode dan = world.node(3);
    private final Party party = world.await(ada.node().create("a party"));

    private void assertRefused(Kind kind, String words, CompletionStage<?> stage) {
        new Refusals(world, 35_000).assertRefused(kind, words, stage);
    }

    private Party join(SimNode node, String code) {
        return world.await(node.node().join(code));
    }

    private static Party party(SimNode node) {
        return node.party().orElseThrow();
    }

    @Test
    void aCodeAdmitsAsManyAsItSays() {
        String code = world.await(party.invite(Role.READER, HOUR_MS, 2));
        join(ben, code);
        assertEquals(
                List.of(1),
                party.roster().invitations().stream().map(Invitation::usesLeft).toList());
        join(cem, code);
        assertRefused(Kind.REFUSED, "was used already", dan.node().join(code));
        assertEquals(3, party.members().size());
        assertEquals(List.of(), party.roster().invitations());
        for (int uses : List.of(0, -1, Limits.INVITATION_USES + 1)) {
            assertRefused(Kind.USAGE, "an invitation admits 1 to", party.invite(Role.READER, HOUR_MS, uses));
        }
    }

    @Test
    void whatIsWithdrawnLetsNobodyIn() {
        String code = world.await(party.invite(Role.WRITER, HOUR_MS, 5));
        join(ben, code);
        Invitation invitation = party.roster().invitations().get(0);
        assertEquals(ada.node().device(), invitation.by());
        assertRefused(
                Kind.REFUSED, "only a device of an admin", party(ben).roster().withdraw(invitation.key()));
        world.await(party.roster().withdraw(invitation.key()));
        assertEquals(List.of(), party.roster().invitations());
        assertRefused(Kind.REFUSED, "withdrawn", cem.node().join(code));
        assertRefused(Kind.REFUSED, "no such invitation", party.roster().withdraw(invitation.key()));
        assertEquals(2, party.members().size(), "who has come stays");
        world.pass(5_000);
        assertEquals(List.of(), party(ben).roster().invitations());
    }

    /** The code is no secret: it is of no use to anybody else, and of use to him more than once. */
    @Test
    void whoIsAdmittedByKeyComesInAndNobodyElse() {
        String code = world.await(party.admit(ben.node().member(), Role.WRITER));
        assertEquals(code, world.await(party.admit(ben.node().member(), Role.WRITER)), "it is a member already");
        CompletionStage<Party> asks = cem.node().join(code);
        world.pass(60_000);
        assertFalse(asks.toCompletableFuture().isDone(), "who is not meant is not let in");
        join(ben, code);
        world.await(party(ben)
                .write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT))
                .durable());
        world.pass(5_000);
        assertEquals(1, party.view().size());
        assertEquals(
                List.of(Role.ADMIN, Role.WRITER),
                party.members().stream().map(Member::role).toList());
        assertRefused(Kind.REFUSED, "in another role", party.admit(ben.node().member(), Role.READER));
        assertRefused(Kind.REFUSED, "only an admin", party(ben).admit(cem.node().member(), Role.READER));
        ben.crash(Survival.ALL);
        world.start(ben);
        world.pass(5_000);
        assertEquals(1, party(ben).view().size());
    }

    /** Ada is away; Ben, whom she made an admin, lets in whom she admitted. */
    @Test
    void anyAdminsNodeLetsInWhoIsAdmittedByKey() {
        join(ben, world.await(party.invite(Role.ADMIN, HOUR_MS)));
        world.await(party.admit(cem.node().member(), Role.READER));
        world.pass(5_000);
        world.await(
                party.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT)).durable());
        world.pass(5_000);
        String code = world.await(party(ben).admit(cem.node().member(), Role.READER));
        ada.crash(Survival.ALL);
        join(cem, code);
        world.pass(5_000);
        assertEquals(1, party(cem).view().size(), "with the keys that it needs");
        assertEquals(3, party(cem).members().size());
    }

    @Test
    void whoWasRemovedIsNotLetInByItsKey() {
        String code = world.await(party.admit(ben.node().member(), Role.WRITER));
        world.await(party.roster().remove(ben.node().member()));
        CompletionStage<Party> asks = ben.node().join(code);
        world.pass(60_000);
        assertFalse(asks.toCompletableFuture().isDone());
        assertEquals(1, party.members().size());
    }

    private static List<MemberKey> requests(Party at) {
        return at.roster().requests().stream().map(Request::member).toList();
    }

    /** Without a code of its own, and without anybody who knows its key. */
    @Test
    void whoAsksWaitsUntilAnAdminDecides() {
        String code = world.await(party.where());
        CompletionStage<Party> bens = ben.node().join(code);
        CompletionStage<Party> cems = cem.node().join(code);
        world.pass(90_000);
        assertFalse(bens.toCompletableFuture().isDone()
                || cems.toCompletableFuture().isDone());
        assertEquals(
                Set.of(ben.node().member(), cem.node().member()), new HashSet<>(requests(party)), "each of them once");
        assertEquals(1, party.members().size());

        world.await(party.roster().accept(ben.node().member(), Role.READER));
        assertEquals(Role.READER, world.await(bens).members().get(1).role());
        assertEquals(List.of(cem.node().member()), requests(party));
        party.roster().refuse(cem.node().member());
        assertRefused(Kind.REFUSED, "an admin has refused the request", cems);
        assertEquals(List.of(), requests(party));
        assertEquals(2, party.members().size());
        EchoException nobody = assertThrows(
                EchoException.class, () -> party.roster().refuse(ben.node().member()));
        assertEquals(Kind.USAGE, nobody.kind());
        assertRefused(
                Kind.REFUSED, "an admin has refused the request", cem.node().join(code));
        assertRefused(
                Kind.REFUSED,
                "only a device of an admin",
                party(ben).roster().accept(dan.node().member(), Role.READER));
        world.await(party.roster().accept(cem.node().member(), Role.WRITER)); // she changes her mind
        assertEquals(3, join(cem, code).members().size());
    }

    @Test
    void oneOfTwoAdminsRefusesForBoth() {
        join(ben, world.await(party.invite(Role.ADMIN, HOUR_MS)));
        CompletionStage<Party> asks = cem.node().join(world.await(party.where()));
        world.pass(40_000);
        party.roster().refuse(cem.node().member());
        assertRefused(Kind.REFUSED, "an admin has refused the request", asks);
    }

    @Test
    void whoAsksCanGiveUp() {
        CompletionStage<Party> asks = cem.node().join(world.await(party.where()));
        world.pass(40_000);
        asks.toCompletableFuture().cancel(false);
        world.pass(5_000);
        world.await(party.roster().accept(cem.node().member(), Role.WRITER));
        world.pass(60_000);
        assertEquals(1, party.roster().devices().size(), "it asks no more");
    }

    /** Who waits and then gets an invitation is told like everybody if that comes to nothing. */
    @Test
    void anInvitationEndsTheWaiting() {
        CompletionStage<Party> asks = cem.node().join(world.await(party.where()));
        world.pass(40_000);
        String code = world.await(party.invite(Role.WRITER, HOUR_MS));
        ada.crash(Survival.ALL);
        assertRefused(Kind.NETWORK, "nobody admitted this node", cem.node().join(code));
        assertTrue(asks.toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void aRequestOutlivesRestartsOfWhoAsksAndIsMadeAnewToTheAdmin() {
        CompletionStage<Party> asked = ben.node().join(world.await(party.where()));
        world.pass(40_000);
        ben.crash(Survival.ALL);
        world.start(ben);
        ada.crash(Survival.ALL);
        world.start(ada);
        world.pass(60_000);
        Party again = party(ada);
        assertEquals(List.of(ben.node().member()), requests(again));
        world.await(again.roster().accept(ben.node().member(), Role.WRITER));
        world.pass(60_000);
        assertEquals(2, party(ben).members().size());
        assertFalse(asked.toCompletableFuture().isDone(), "the node that asked is gone");
    }
}
