package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.ItemId;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.party.Role;
import echo.api.party.View;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Somebody puts an old image into a device and writes at once, out of reach of those who have what it wrote since (P1, P3). */
final class RestoredDeviceTest {
    private static final long HOUR_MS = 3_600_000;

    private final World world = new World(17, 3, new KeyedHashSignatures());
    private final SimNode founder = world.node(0);
    private final SimNode restored = world.node(1);
    private final SimNode third = world.node(2);

    private static Receipt write(Party party) {
        return party.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT));
    }

    private Party join(SimNode node, Party party) {
        return world.await(node.node().join(world.await(party.invite(Role.WRITER, HOUR_MS))));
    }

    private static Party party(SimNode node) {
        return node.party().orElseThrow();
    }

    private boolean agree() {
        return party(founder).view().stateHash().equals(party(restored).view().stateHash())
                && party(founder).view().stateHash().equals(party(third).view().stateHash())
                && party(founder)
                        .view()
                        .timeframe()
                        .equals(party(restored).view().timeframe());
    }

    @Test
    void itsFeedIsCutAndItGoesOnWithANewOne() {
        Party first = world.await(founder.node().create("a party"));
        join(restored, first);
        join(third, first);
        world.await(write(party(restored)).durable());
        world.pass(5_000);
        MemoryDisk image = restored.disk().image(Survival.ALL);
        Timeframe lost = world.await(write(party(restored)).durable());
        world.pass(5_000);
        assertTrue(first.view().timeframe().covers(lost));

        restored.crash(Survival.ALL);
        restored.setBack(image);
        for (SimNode node : world.nodes()) {
            world.network().cut(restored.name(), node.name());
            world.network().cut(node.name(), restored.name());
        }
        restored.start();
        world.pass(2_000);
        world.await(write(party(restored)).durable());
        world.network().calm();
        world.connectAll();
        world.pass(60_000);
        assertTrue(
                agree(),
                () -> founder + " " + party(founder).status() + " " + restored + " "
                        + party(restored).status());
        assertEquals(
                1,
                party(third).view().timeframe().extents().values().stream()
                        .mapToLong(extent -> extent.length())
                        .sum());
        CompletableFuture<View> never = party(restored).await(lost).toCompletableFuture();
        world.pass(1_000);
        assertTrue(never.isCompletedExceptionally(), "what was cut off will never be shown");

        Timeframe after = world.await(write(party(restored)).durable());
        world.pass(10_000);
        assertTrue(party(third).view().timeframe().covers(after));
        assertTrue(agree());

        restored.crash(Survival.ALL);
        restored.start();
        world.pass(20_000);
        Timeframe again = world.await(write(party(restored)).durable());
        world.pass(10_000);
        assertTrue(party(third).view().timeframe().covers(again));
        assertTrue(agree());
    }
}
