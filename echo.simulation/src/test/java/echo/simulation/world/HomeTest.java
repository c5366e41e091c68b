package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.item.ObjectItem;
import echo.api.model.ModelId;
import echo.api.party.Home;
import echo.api.party.Known;
import echo.api.party.Party;
import echo.api.party.Role;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.Survival;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** One member, several devices (P3): what one of them has open the others find at home, and open it too. */
final class HomeTest {
    private static final long HOUR_MS = 3_600_000;
    private static final ModelId OBJECT = ModelId.of(ObjectItem.TYPE, "1.1.0");

    private final World world = new World(7, 2, new KeyedHashSignatures());
    private final SimNode desk = world.node(0);
    private final SimNode ben = world.node(1);
    private final SimNode phone = world.addDeviceOf(desk);

    private void assertRefused(Kind kind, String words, CompletionStage<?> stage) {
        new Refusals(world, 35_000).assertRefused(kind, words, stage);
    }

    private static Home home(SimNode node) {
        return node.node().home();
    }

    private Party party(SimNode node, PartyKey key) {
        return node.node().party(key).orElseThrow(() -> new AssertionError(node.name() + " has no such party"));
    }

    private void enter(SimNode device) {
        world.await(home(device).enter(world.await(home(desk).invite())));
        world.pass(5_000);
    }

    private void write(Party party) {
        world.await(
                party.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT)).durable());
    }

    private static List<String> names(SimNode node) {
        return home(node).parties().stream().map(Known::name).sorted().toList();
    }

    @Test
    void aPartyThatIsOpenOnOneDeviceIsKnownToTheOthersAndOpenedThere() {
        Party before = world.await(desk.node().create("before"));
        enter(phone);
        Party after = world.await(desk.node().create("after"));
        world.pass(5_000);

        assertEquals(desk.node().member(), phone.node().member());
        assertNotEquals(desk.node().device(), phone.node().device());
        assertEquals(2, devices(phone));
        assertEquals(List.of("after", "before"), names(phone));
        assertTrue(home(phone).parties().stream().noneMatch(Known::open));
        assertEquals(List.of(), phone.node().parties(), "each device opens what it wants, and no home is a party");

        Party there = world.await(home(phone).open(before.key()));
        write(before);
        world.pass(5_000);
        assertEquals(1, there.view().size());
        write(there);
        world.pass(5_000);
        assertEquals(before.view().stateHash(), there.view().stateHash());
        assertEquals(2, before.view().size());
        assertEquals(1, before.members().size());
        assertEquals(2, before.roster().devices().size());
        Known known = home(desk).parties().stream()
                .filter(it -> it.party().equals(before.key()))
                .findFirst()
                .orElseThrow();
        assertEquals(2, known.devices().size());
        assertEquals(1, after.roster().devices().size());
    }

    /** The member need be no admin, and the one who is need not be there. */
    @Test
    void aDeviceLetsInAnotherOneOfItsMemberIntoAPartyOfSomebodyElse() {
        Party bens = world.await(ben.node().create("ben's"));
        Party mine = world.await(desk.node().join(world.await(bens.invite(Role.WRITER, HOUR_MS))));
        enter(phone);
        write(bens);
        world.pass(5_000);
        ben.crash(Survival.ALL);

        Party there = world.await(home(phone).open(mine.key()));
        world.pass(5_000);
        assertEquals(1, there.view().size(), "with the keys that it needs");
        write(there);
        world.start(ben);
        world.pass(20_000);
        assertEquals(2, party(ben, mine.key()).view().size());
        assertEquals(2, party(ben, mine.key()).members().size());
        assertEquals(3, party(ben, mine.key()).roster().devices().size());
    }

    @Test
    void whatIsKnownOutlivesRestartsOfEither() {
        Party party = world.await(desk.node().create("kept"));
        enter(phone);
        phone.crash(Survival.ALL);
        Party later = world.await(desk.node().create("made while it was away"));
        world.pass(2_000);
        desk.crash(Survival.ALL);
        world.start(phone);
        world.pass(5_000);
        assertEquals(List.of("kept"), names(phone));
        world.start(desk);
        world.pass(20_000);
        assertEquals(List.of("kept", "made while it was away"), names(phone));
        assertEquals(
                2, world.await(home(phone).open(party.key())).roster().devices().size());
        assertEquals(
                2, world.await(home(phone).open(later.key())).roster().devices().size());
    }

    @Test
    void aRestartDoesNotWriteTheNoteAnew() {
        world.await(desk.node().create("one"));
        world.await(desk.node().create("two"));
        enter(phone);
        String before = names(phone).toString();
        long blocks = blocks(phone);
        desk.crash(Survival.ALL);
        world.start(desk);
        world.pass(20_000);
        assertEquals(before, names(phone).toString());
        assertEquals(blocks, blocks(phone));
    }

    private static long blocks(SimNode node) {
        return home(node).party().orElseThrow().status().applied().totalLength();
    }

    private static int devices(SimNode node) {
        return home(node).party().orElseThrow().roster().devices().size();
    }

    @Test
    void whoHasNotTheMembersKeyComesNowhereByTheCode() {
        Party party = world.await(desk.node().create("mine"));
        String code = world.await(home(desk).invite());
        assertRefused(
                Kind.REFUSED,
                "a fixed list, and that is none of them",
                home(ben).enter(code));
        assertTrue(home(ben).party().isEmpty());
        assertRefused(
                Kind.USAGE, "no other device of this member has told", home(ben).open(party.key()));
    }

    @Test
    void whoSharesAHomeEntersNoOther() {
        enter(phone);
        SimNode tablet = world.addDeviceOf(desk);
        String other = world.await(home(tablet).invite());
        assertRefused(
                Kind.USAGE, "shares a home with others already", home(desk).enter(other));
        assertRefused(Kind.USAGE, "not an invitation code", home(ben).enter("echo1zz"));
        world.await(home(tablet).enter(world.await(home(desk).invite())));
        world.pass(5_000);
        assertEquals(3, devices(tablet), "the home that it had alone does not count");
        assertEquals(3, devices(desk));
    }

    /** Else a device would tell strangers which parties it has. */
    @Test
    void aPartyOfOthersIsNoHome() {
        Party bens = world.await(ben.node().create("ben's"));
        world.await(desk.node().create("a secret"));
        String invitation = world.await(bens.invite(Role.WRITER, HOUR_MS));
        assertRefused(Kind.USAGE, "an invitation to a party, not", home(desk).enter(invitation));
        String code = world.await(bens.admit(desk.node().member(), Role.WRITER));
        assertRefused(Kind.REFUSED, "a party of others, and no home", home(desk).enter(code));
        world.pass(20_000);
        assertEquals(0, bens.view().size());
        assertEquals(2, desk.node().parties().size(), "it is a party like others, and not hidden");
        assertTrue(home(desk).party().isEmpty());
        desk.crash(Survival.ALL);
        world.start(desk);
        world.pass(20_000);
        assertEquals(0, bens.view().size());
        assertEquals(2, desk.node().parties().size());
    }

    @Test
    void whoInvitesTwiceAtATimeFoundsOneHome() {
        CompletionStage<String> one = home(desk).invite();
        CompletionStage<String> other = home(desk).invite();
        assertEquals(world.await(one), world.await(other));
        assertEquals(List.of(), desk.node().parties());
    }

    @Test
    void whereThePowerGoesOffWhileAHomeIsFoundedItIsFoundedAnew() {
        boolean down = true;
        for (int change = 1; down; change++) {
            World world = new World(7, 1, new KeyedHashSignatures());
            SimNode node = world.node(0);
            world.pass(1_000);
            node.cutPowerAfter(change, Survival.ALL);
            var unused = home(node).invite();
            world.pass(3_000);
            down = !node.isUp();
            if (down) {
                world.start(node);
                world.pass(3_000);
                world.await(home(node).invite());
            }
            assertFalse(home(node).party().orElseThrow().roster().policy().open(), "after change " + change);
            assertEquals(List.of(), node.node().parties());
            assertTrue(change < 60, "and there is an end to it");
        }
    }

    @Test
    void whoCouldNotEnterTriesAgain() {
        String code = world.await(home(desk).invite());
        desk.crash(Survival.ALL);
        CompletionStage<Boolean> first = home(phone).enter(code);
        world.pass(5_000);
        phone.crash(Survival.ALL);
        world.start(phone);
        assertRefused(Kind.NETWORK, "nobody admitted this node", home(phone).enter(code));
        assertRefused(Kind.NETWORK, "nobody admitted this node", home(phone).enter(code));
        world.start(desk);
        world.await(home(phone).enter(code));
        world.pass(5_000);
        assertEquals(2, devices(phone));
        assertFalse(first.toCompletableFuture().isDone(), "the node that asked is gone");
    }

    @Test
    void whoJoinedTheHomeAsAPartyMayEnterItStill() {
        String code = world.await(home(desk).invite());
        world.await(phone.node().join(code));
        world.await(home(phone).enter(code));
        world.pass(5_000);
        assertEquals(List.of(), phone.node().parties());
        assertEquals(2, devices(phone));
    }

    @Test
    void aNoteIsWrittenOnceThoughTheModelComesAndGoes() {
        world.await(desk.node().create("one"));
        enter(phone);
        for (int i = 0; i < 4; i++) {
            desk.removeModel(OBJECT);
            world.pass(3_000);
            desk.addModel(OBJECT);
            world.pass(3_000);
            if (i == 2) {
                desk.removeModel(OBJECT);
                desk.crash(Survival.ALL);
                world.start(desk);
                world.pass(3_000);
                desk.addModel(OBJECT);
                world.pass(10_000);
            }
        }
        assertEquals(2, home(phone).party().orElseThrow().view().size());
        assertEquals(List.of("one"), names(phone));
    }

    /** Another admin lets in nobody who says that it is another device of a member that is there. */
    @Test
    void onlyItsOwnDevicesLetInAnother() {
        Party bens = world.await(ben.node().create("ben's"));
        world.await(desk.node().join(world.await(bens.invite(Role.WRITER, HOUR_MS))));
        world.pass(5_000);
        String code = world.await(bens.where());
        assertRefused(Kind.REFUSED, "lets in others itself", phone.node().join(code));
    }

    @Test
    void aRetiredDeviceIsNoDeviceOfTheHome() {
        enter(phone);
        Party party = world.await(phone.node().create("the phone's"));
        world.pass(5_000);
        assertEquals(List.of("the phone's"), names(desk));
        world.await(
                home(desk).party().orElseThrow().roster().retire(phone.node().device()));
        world.pass(5_000);
        assertEquals(List.of(), names(desk));
        assertEquals(1, devices(desk));
        assertRefused(Kind.USAGE, "no other device", home(desk).open(party.key()));
    }
}
