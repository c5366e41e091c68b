package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.party.Member;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.party.Role;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.Survival;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Members who are removed, leave, or may do less (P3): what they wrote until then stays, what they write then reaches nobody. */
final class RemovalTest {
    private static final long HOUR_MS = 3_600_000;

    private final World world = new World(23, 3, new KeyedHashSignatures());
    private final SimNode ada = world.node(0);
    private final SimNode ben = world.node(1);
    private final SimNode cem = world.node(2);

    private void begin(Role role) {
        world.await(ada.node().create("a party"));
        join(ben, role);
        join(cem, Role.WRITER);
        world.connectAll();
        for (SimNode node : List.of(ada, cem)) {
            world.await(write(node).durable());
        }
        if (role == Role.ADMIN || role == Role.WRITER) {
            world.await(write(ben).durable());
        }
        world.pass(5_000);
    }

    private void join(SimNode node, Role role) {
        world.await(node.node().join(world.await(party(ada).invite(role, HOUR_MS))));
    }

    private static Party party(SimNode node) {
        return node.party().orElseThrow();
    }

    private static Receipt write(SimNode node) {
        return party(node).write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT));
    }

    private static int items(SimNode node) {
        return party(node).view().size();
    }

    private void assertRefused(Kind kind, String words, CompletionStage<?> stage) {
        new Refusals(world, 1_000).assertRefused(kind, words, stage);
    }

    @Test
    void whoIsRemovedIsToldSoAndWritesForItselfAlone() {
        begin(Role.WRITER);
        Runnable meet = world.cutOff(List.of(ben));
        world.await(party(ada).roster().remove(ben.node().member()));
        meet.run();
        world.connectAll();
        world.pass(60_000);
        assertEquals(2, party(cem).members().size());
        assertEquals(3, items(cem), "what it had written stays");
        assertTrue(
                party(ben).status().refused().stream().anyMatch(it -> it.contains("was removed from the party")),
                () -> party(ben).status().toString());
        write(ben);
        world.pass(60_000);
        assertEquals(3, items(ada));
        assertEquals(3, items(cem));
        world.await(write(cem).durable());
        world.pass(60_000);
        assertEquals(4, items(ada));
        assertTrue(items(ben) < 5, "it hears nothing any more");
    }

    // ada removes ben while ben, apart from her, writes on and cem reads it
    @Test
    void whatTheRemovedWroteAtTheSameTimeIsUndoneEverywhere() {
        begin(Role.WRITER);
        Runnable meet = world.cutOff(List.of(ada));
        world.await(write(ben).durable());
        world.pass(5_000);
        assertEquals(4, items(cem));
        world.await(write(cem).durable());
        world.pass(5_000);
        world.await(party(ada).roster().remove(ben.node().member()));
        meet.run();
        world.pass(60_000);
        for (SimNode node : List.of(ada, cem)) {
            assertEquals(4, items(node), "what cem wrote, who had seen it, stands");
            assertEquals(List.of(ada.node().member(), cem.node().member()), keys(node));
        }
        assertEquals(party(ada).view().stateHash(), party(cem).view().stateHash());
        cem.crash(Survival.ALL);
        world.start(cem);
        world.pass(60_000);
        assertEquals(4, items(cem));
    }

    private static List<?> keys(SimNode node) {
        return party(node).members().stream().map(Member::key).toList();
    }

    @Test
    void someoneWhoLeavesIsGoneAndItsWorkStays() {
        begin(Role.WRITER);
        world.await(party(ben).roster().remove(ben.node().member()));
        world.pass(5_000);
        assertEquals(2, party(ada).members().size());
        assertEquals(3, items(ada));
        assertRefused(Kind.REFUSED, "may write to that feed no more", write(ben).durable());
    }

    @Test
    void aWriterWhoBecomesAReaderAndAWriterAgainGoesOnInAnotherFeed() {
        begin(Role.WRITER);
        world.await(party(ada).roster().setRole(ben.node().member(), Role.READER));
        world.pass(5_000);
        assertRefused(Kind.REFUSED, "no more", write(ben).durable());
        world.await(write(ada).durable());
        world.pass(5_000);
        assertEquals(4, items(ben), "a reader reads");
        world.await(party(ada).roster().setRole(ben.node().member(), Role.WRITER));
        world.pass(5_000);
        world.await(write(ben).durable());
        world.pass(5_000);
        assertEquals(5, items(ada));
        assertEquals(5, items(ben));
    }

    @Test
    void aReaderWhoBecomesAnAdminDecides() {
        begin(Role.READER);
        assertRefused(
                Kind.REFUSED,
                "only a device of an admin",
                party(ben).roster().remove(cem.node().member()));
        world.await(party(ada).roster().setRole(ben.node().member(), Role.ADMIN));
        world.pass(5_000);
        world.await(write(ben).durable());
        world.await(party(ben).roster().remove(cem.node().member()));
        world.pass(5_000);
        assertEquals(List.of(ada.node().member(), ben.node().member()), keys(ada));
        assertEquals(3, items(ada));
    }

    @Test
    void ofTwoAdminsWhoRemoveEachOtherTheSeniorStays() {
        begin(Role.ADMIN);
        Runnable meet = world.cutOff(List.of(ada));
        world.await(party(ben).roster().remove(ada.node().member()));
        world.await(party(ada).roster().remove(ben.node().member()));
        world.pass(5_000);
        assertEquals(List.of(ben.node().member(), cem.node().member()), keys(cem));
        meet.run();
        world.pass(60_000);
        assertEquals(List.of(ada.node().member(), cem.node().member()), keys(ada));
        assertEquals(keys(ada), keys(cem));
    }

    @Test
    void aRetiredDeviceIsOutAndSoIsWhoHasNoOther() {
        begin(Role.WRITER);
        assertEquals(3, party(cem).roster().devices().size());
        world.await(party(ada).roster().retire(ben.node().device()));
        world.pass(5_000);
        assertEquals(2, party(cem).roster().devices().size());
        assertEquals(3, party(cem).members().size());
    }

    @Test
    void whatCannotBeIsRefusedWithAReason() {
        begin(Role.WRITER);
        assertRefused(
                Kind.REFUSED,
                "would have no admin",
                party(ada).roster().remove(ada.node().member()));
        assertRefused(
                Kind.REFUSED,
                "has that role already",
                party(ada).roster().setRole(ben.node().member(), Role.WRITER));
        world.await(party(ada).roster().remove(ben.node().member()));
        assertRefused(
                Kind.USAGE, "no member", party(ada).roster().remove(ben.node().member()));
        assertFalse(party(ada).roster().members().isEmpty());
    }
}
