package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.blob.Cid;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Policy;
import echo.api.party.Profile;
import echo.api.party.Role;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.Survival;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a party lays down for all, and how its members want to be shown (P3). */
final class PolicyTest {
    private static final long HOUR_MS = 3_600_000;
    private static final Policy FIXED = new Policy(false, true);
    private static final Policy NO_PAST = new Policy(true, false);

    private final World world = new World(12, 4, new KeyedHashSignatures());
    private final SimNode ada = world.node(0);
    private final SimNode ben = world.node(1);
    private final SimNode cem = world.node(2);
    private final SimNode dan = world.node(3);
    private final Party party = world.await(ada.node().create("a party"));

    private void assertRefused(Kind kind, String words, CompletionStage<?> stage) {
        new Refusals(world, 35_000).assertRefused(kind, words, stage);
    }

    private Party join(SimNode node, Role role) {
        Party joined = world.await(node.node().join(world.await(party.invite(role, HOUR_MS))));
        world.pass(5_000);
        return joined;
    }

    private void write(Party by) {
        world.await(
                by.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT)).durable());
        world.pass(3_000);
    }

    private void lay(Policy policy) {
        world.await(party.roster().setPolicy(policy));
        world.pass(3_000);
    }

    /** How an application has a party of a list that is known beforehand, without codes and homes. */
    @Test
    void aFixedListOfMembersIsAdmittedByKeyAndNobodyElse() {
        String code = world.await(party.admit(ben.node().member(), Role.WRITER));
        world.await(party.admit(cem.node().member(), Role.READER));
        lay(FIXED);
        assertRefused(Kind.REFUSED, "a fixed list", party.admit(dan.node().member(), Role.WRITER));
        assertRefused(Kind.REFUSED, "a fixed list", party.invite(Role.WRITER, HOUR_MS));
        Party bens = world.await(ben.node().join(code));
        world.await(cem.node().join(code));
        SimNode further = world.addDeviceOf(ben);
        world.pass(5_000);
        String forDevices = world.await(bens.where());
        world.await(further.node().join(forDevices));
        world.pass(5_000);
        assertEquals(3, party.members().size());
        assertEquals(4, party.roster().devices().size());
        assertEquals(FIXED, bens.roster().policy());
        lay(Policy.DEFAULT);
        join(dan, Role.WRITER);
        assertEquals(4, party.members().size());
    }

    @Test
    void anInvitationThatIsOutLetsNobodyIntoAFixedList() {
        String code = world.await(party.invite(Role.WRITER, HOUR_MS));
        lay(FIXED);
        assertRefused(Kind.REFUSED, "a fixed list", ben.node().join(code));
        assertEquals(1, party.members().size());
    }

    @Test
    void onlyAnAdminLaysDownWhatHoldsForAll() {
        Party bens = join(ben, Role.WRITER);
        assertRefused(Kind.REFUSED, "only a device of an admin", bens.roster().setPolicy(FIXED));
        assertRefused(Kind.REFUSED, "the policy already", party.roster().setPolicy(Policy.DEFAULT));
        assertEquals(Policy.DEFAULT, bens.roster().policy());
    }

    @Test
    void whoComesLaterReadsNothingOfThePastIfThePolicySaysSo() {
        Party bens = join(ben, Role.WRITER);
        write(party);
        write(bens);
        lay(NO_PAST);
        Party cems = join(cem, Role.WRITER);
        assertEquals(0, cems.view().size(), "items from before");
        assertEquals(2, cems.status().heldCount(), "messages that are held for a key that it is not given");

        write(party);
        write(bens);
        write(cems);
        assertEquals(3, cems.view().size());
        assertEquals(5, party.view().size());
        assertEquals(5, bens.view().size());

        // Nobody mends it: after restarts of all, and with another device of the newcomer's.
        for (SimNode node : List.of(ada, ben, cem)) {
            node.crash(Survival.ALL);
            world.start(node);
        }
        SimNode further = world.addDeviceOf(cem);
        world.pass(20_000);
        Party again = cem.party().orElseThrow();
        assertEquals(3, again.view().size());
        Party there = world.await(further.node().join(world.await(again.where())));
        world.pass(20_000);
        assertEquals(3, there.view().size());
        assertEquals(2, there.status().heldCount());

        world.await(ada.party().orElseThrow().roster().setPolicy(Policy.DEFAULT));
        Party dans = world.await(
                dan.node().join(world.await(ada.party().orElseThrow().invite(Role.READER, HOUR_MS))));
        world.pass(20_000);
        assertEquals(5, dans.view().size(), "who is admitted under another policy reads all");
        assertEquals(3, again.view().size(), "and nothing changes for who was there");
    }

    @Test
    void whoWritesAtTheSameTimeWithAnOldKeyIsNotReadByTheNewcomer() {
        Party bens = join(ben, Role.WRITER);
        lay(NO_PAST);
        Runnable rejoin = world.cutOff(List.of(ben));
        Party cems = join(cem, Role.READER);
        write(bens);
        rejoin.run();
        world.pass(20_000);
        write(bens);
        assertEquals(2, party.view().size());
        assertEquals(1, cems.view().size(), "what was written once he knew");
        assertEquals(1, cems.status().heldCount());
    }

    @Test
    void aMemberSaysItselfHowItIsShown() {
        Party bens = join(ben, Role.READER);
        Profile profile = new Profile("Ben", Optional.of(Cid.of(Bytes.utf8("a picture"))));
        world.await(bens.roster().setProfile(profile));
        world.await(party.roster().setProfile(new Profile("Ada", Optional.empty())));
        world.pass(5_000);
        assertEquals(Optional.of(profile), party.roster().profile(ben.node().member()));
        assertRefused(Kind.REFUSED, "profile already", bens.roster().setProfile(profile));
        world.await(party.roster().remove(ben.node().member()));
        world.pass(5_000);
        assertTrue(party.roster().profile(ben.node().member()).isPresent(), "what it wrote is still shown");
        ada.crash(Survival.ALL);
        world.start(ada);
        world.pass(5_000);
        assertEquals(
                "Ada",
                ada.party()
                        .orElseThrow()
                        .roster()
                        .profile(ada.node().member())
                        .orElseThrow()
                        .name());
    }
}
