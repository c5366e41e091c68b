package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.ItemId;
import echo.api.feed.Durability;
import echo.api.feed.GroupCommit;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.party.Role;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.Survival;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Durability OS: a receipt waits for no force and a killed process loses nothing. A power cut may take what was written last, but nothing
 * that anybody else has: so the device goes on where it is, and never forks (P2, P3).
 */
final class UnforcedWritesTest {
    private static final long HOUR_MS = 3_600_000;

    private final World world = new World(19, 3, new KeyedHashSignatures());
    private final SimNode founder = world.node(0);
    private final SimNode device = world.node(1);
    private final SimNode third = world.node(2);

    private static Party party(SimNode node) {
        return node.party().orElseThrow();
    }

    private static Receipt write(SimNode node) {
        return party(node).write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT));
    }

    private void begin() {
        world.await(founder.node().create("a party"));
        for (SimNode node : List.of(device, third)) {
            world.await(node.node().join(world.await(party(founder).invite(Role.WRITER, HOUR_MS))));
        }
        device.commit(new GroupCommit(Durability.OS, 0, 1_000));
        device.stop();
        world.pass(1_000);
        world.start(device);
        world.connectAll();
        world.pass(5_000);
    }

    private static int items(SimNode node) {
        return party(node).view().size();
    }

    @Test
    void aReceiptNamesItAndWaitsForNoForce() {
        begin();
        device.disk().faults().failForceAfter(0);
        Receipt receipt = write(device);
        Timeframe written = world.await(receipt.durable());
        assertEquals(Durability.OS, receipt.durability());
        assertEquals(Durability.FORCE, write(founder).durability());
        assertTrue(party(device).view().timeframe().covers(written));
    }

    /** A killed process's files are in the system's memory. */
    @Test
    void aKilledProcessLosesNothing() {
        begin();
        world.await(write(device).durable());
        device.crash(Survival.ALL);
        world.start(device);
        world.pass(5_000);
        assertEquals(1, items(device));
        assertEquals(1, items(third));
    }

    @Test
    void whatPeersHaveSurvivesAPowerCut() {
        begin();
        world.await(write(device).durable());
        world.pass(5_000);
        assertEquals(1, items(third));
        device.crash(Survival.NONE);
        world.start(device);
        world.cutOff(List.of(device));
        world.pass(5_000);
        assertEquals(1, items(device), "it was forced before it was offered");
    }

    /** What others count on it has, as if it forced everything. */
    @Test
    void thatItHoldsSomethingItSaysOnceThatIsForced() {
        begin();
        world.cutOff(List.of(third));
        world.await(write(founder).heldBy(1));
        device.crash(Survival.NONE);
        world.start(device);
        world.cutOff(List.of(device));
        world.pass(5_000);
        assertEquals(1, items(device));
    }

    /** It is at one place again, writes at once, and asks nobody. */
    @Test
    void aPowerCutTakesWhatNobodyElseHas() {
        begin();
        for (int round = 0; round < 20; round++) {
            Timeframe written = world.await(write(device).durable());
            world.pass(7L * round); // within the lag, at its end, and after it
            device.crash(Survival.NONE);
            world.start(device);
            world.pass(200);
            boolean lost = !party(device).view().timeframe().covers(written);
            assertTrue(!lost || !party(third).view().timeframe().covers(written), "what is lost here is known there");
            world.await(write(device).durable());
            world.pass(5_000);
        }
        assertFalse(world.trace().counts().containsKey("verify: forked"));
        world.pass(60_000);
        assertEquals(party(device).view().stateHash(), party(third).view().stateHash());
        assertEquals(party(device).view().stateHash(), party(founder).view().stateHash());
    }

    /** The disk fails when it is to force what the user has a receipt for: it is read again, and what is left is where it goes on. */
    @Test
    void aForceThatFailsLaterForksNothing() {
        begin();
        world.await(write(device).durable());
        device.disk().faults().failForceAfter(0);
        world.pass(300);
        device.disk().faults().mend();
        world.pass(10_000);
        world.await(write(device).durable());
        world.pass(60_000);
        assertFalse(world.trace().counts().containsKey("verify: forked"));
        assertEquals(party(device).view().stateHash(), party(third).view().stateHash());
    }

    @Test
    void aStatementIsForcedAtOnce() {
        begin();
        world.await(party(founder).roster().setRole(device.node().member(), Role.ADMIN));
        world.pass(5_000);
        world.await(party(device).roster().remove(third.node().member()));
        device.crash(Survival.NONE);
        world.start(device);
        world.cutOff(List.of(device));
        world.pass(1_000);
        assertEquals(2, party(device).members().size());
    }

    @Test
    void aNodeThatStopsForcesWhatItHas() {
        begin();
        world.await(write(device).durable());
        device.stop();
        world.pass(1_000);
        device.setBack(device.disk().image(Survival.NONE));
        world.start(device);
        world.pass(1_000);
        assertEquals(1, items(device));
    }
}
