package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.ItemId;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.Survival;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A disk that fails once, at any write or force, costs time and nothing else (P1, P2, P4). */
class FailingDiskTest {
    private static final long HOUR_MS = 3_600_000;

    /** The joiner's disk fails while it takes its first blocks: it joins all the same. */
    @Test
    void aNodeJoinsThoughItsDiskFailsOnce() {
        for (int i = 0; i < 12; i++) {
            World world = new World(400 + i, 2, new KeyedHashSignatures());
            Party party = world.await(world.node(0).node().create("a party"));
            String code = world.await(party.invite(HOUR_MS));
            world.time().pass(1_000);
            var joined = world.node(1).node().join(code).toCompletableFuture();
            world.time().pass(3);
            if (i % 2 == 0) {
                world.node(1).disk().faults().failWriteAfter(i / 2);
            } else {
                world.node(1).disk().faults().failForceAfter(i / 2);
            }
            world.time().pass(25_000);
            assertTrue(joined.isDone() && !joined.isCompletedExceptionally(), i + ": " + joined);
        }
    }

    /** A party whose store cannot be read yet is not shown as an empty one: somebody might begin to fill it again. */
    @Test
    void aNodeThatBootsOnAFailingDiskShowsAllOrNothing() {
        World world = new World(450, 2, new KeyedHashSignatures());
        world.assemble();
        SimNode node = world.node(1);
        node.party().orElseThrow().write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT));
        world.pass(1_000);
        Timeframe before = node.party().orElseThrow().view().timeframe();
        for (int reads = 0; reads < 12; reads++) {
            node.crash(Survival.NONE);
            node.disk().faults().failReadAfter(reads);
            node.start();
            for (int i = 0; i < 30 && node.isUp(); i++) {
                world.pass(100);
                node.party()
                        .ifPresent(party -> assertEquals(before, party.view().timeframe()));
            }
            node.disk().faults().mend();
            if (node.isDown()) {
                node.start();
            }
            world.pass(2_000);
            assertTrue(node.party().isPresent());
        }
    }

    /** What a receipt calls durable is on every peer, whatever fails here in between; no feed forks. */
    @Test
    void whatIsAcknowledgedReachesTheOthersThoughDisksFail() {
        World world = new World(500, 3, new KeyedHashSignatures());
        world.assemble();
        world.connectAll();
        List<CompletableFuture<Timeframe>> receipts = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            SimNode node = world.node(i % 3);
            if (i % 10 == 3) {
                node.disk().faults().failForceAfter(i % 4);
            } else if (i % 10 == 7) {
                node.disk().faults().failWriteAfter(i % 4);
            }
            receipts.add(node.party()
                    .orElseThrow()
                    .write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT))
                    .durable()
                    .toCompletableFuture());
            world.time().pass(world.random().nextInt(300));
        }
        world.time().pass(30_000);
        assertTrue(world.converges(60_000));
        Timeframe all = world.node(0).party().orElseThrow().view().timeframe();
        for (CompletableFuture<Timeframe> receipt : receipts) {
            assertTrue(receipt.isDone());
            assertTrue(receipt.isCompletedExceptionally() || all.covers(receipt.join()));
        }
        assertEquals(0, world.node(0).party().orElseThrow().status().refused().size());
    }
}
