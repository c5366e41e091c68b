package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.party.Role;
import echo.api.party.View;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.Survival;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bits of a log rot: the node sets aside what is damaged, gets it back from its peers, and goes on without a fork (P2, P3). */
final class DamagedStoreTest {
    private static final long HOUR_MS = 3_600_000;

    private final World world = new World(23, 3, new KeyedHashSignatures());
    private final SimNode founder = world.node(0);
    private final SimNode device = world.node(1);
    private final SimNode third = world.node(2);

    private static Receipt write(SimNode node) {
        return party(node).write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT));
    }

    private static Party party(SimNode node) {
        return node.party().orElseThrow();
    }

    @BeforeEach
    void begin() {
        Party first = world.await(founder.node().create("a party"));
        for (SimNode node : new SimNode[] {device, third}) {
            world.await(node.node().join(world.await(first.invite(Role.WRITER, HOUR_MS))));
        }
        for (int round = 0; round < 5; round++) {
            for (SimNode node : world.nodes()) {
                world.await(write(node).durable());
            }
        }
        world.pass(5_000);
    }

    private static DiskPath log(PartyKey party) {
        return new DiskPath("parties").resolve(party.bytes().toHex()).resolve("00000000.log");
    }

    /** Changes a bit, {@code percent} of the way through the log of {@code node}. */
    private static void damage(SimNode node, PartyKey party, int percent) throws IOException {
        DiskPath log = log(party);
        int size = node.disk().content(log).length;
        node.disk().flip(log, Math.min(size - 1, size * percent / 100), 4);
    }

    private void assertHealed(Timeframe before) {
        for (SimNode node : world.nodes()) {
            assertTrue(node.party().isPresent(), () -> node + " has no party");
            assertEquals(party(third).view().stateHash(), party(node).view().stateHash());
            assertTrue(party(node).view().timeframe().covers(before), () -> node + " lacks something");
            Timeframe after = world.await(write(node).durable());
            world.pass(5_000);
            assertTrue(party(third).view().timeframe().covers(after));
        }
        assertFalse(world.trace().counts().containsKey("verify: forked"));
        assertTrue(world.trace().counts().getOrDefault("keep: repaired", 0L) > 0);
        assertTrue(world.trace().counts().getOrDefault("keep: compared", 0L) > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 15, 25, 35, 45, 55, 65, 75, 85, 95})
    void theFounderGetsBackWhatItLost(int percent) throws IOException {
        heals(founder, percent);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 40, 60, 80})
    void aMemberGetsBackWhatItLost(int percent) throws IOException {
        heals(device, percent);
    }

    private void heals(SimNode node, int percent) throws IOException {
        PartyKey key = party(node).key();
        Timeframe before = party(node).view().timeframe();
        node.stop();
        world.pass(1_000);
        damage(node, key, percent);
        node.start();
        world.connectAll();
        world.pass(60_000);
        assertHealed(before);
    }

    /** Somebody who hears of nobody else wants what is damaged: it is taken from the founder first, and offered again. */
    @Test
    void itHealsWhileItRuns() throws IOException {
        PartyKey key = party(device).key();
        third.crash(Survival.ALL);
        world.network().cut(third.name(), founder.name());
        world.network().cut(founder.name(), third.name());
        Timeframe before = world.await(write(device).durable());
        world.pass(5_000);
        damage(device, key, 96);
        third.start();
        world.connectAll();
        world.pass(60_000);
        assertTrue(party(third).view().timeframe().covers(before), "it was not offered again");
        world.network().calm();
        world.pass(60_000);
        assertHealed(before);
    }

    /** What is lost are the founder's first blocks, which say what the party is; a look at the past finds other damage, and so that. */
    @Test
    void itsBeginningComesBackWhileItRuns() throws IOException {
        PartyKey key = party(founder).key();
        world.pass(1_000);
        Timeframe before = party(founder).view().timeframe();
        damage(founder, key, 3);
        damage(founder, key, 98);
        CompletableFuture<View> past = party(founder).at(before).toCompletableFuture();
        world.pass(60_000);
        assertTrue(past.isCompletedExceptionally(), "the damage was not met");
        assertHealed(before);
    }
}
