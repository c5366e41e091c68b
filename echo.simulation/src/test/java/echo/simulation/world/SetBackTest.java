package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.feed.SetBack;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.party.Role;
import echo.api.party.View;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * A device whose store was set back, by a backup or a repair, writes nothing before it has met who knows what it wrote: so it
 * never forks its feeds (P1, P2, P3).
 */
final class SetBackTest {
    private static final long HOUR_MS = 3_600_000;

    private final World world = new World(17, 3, new KeyedHashSignatures());
    private final SimNode founder = world.node(0);
    private final SimNode device = world.node(1);
    private final SimNode third = world.node(2);

    private static Receipt write(SimNode node) {
        return party(node).write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT));
    }

    private void join(SimNode node) {
        world.await(node.node().join(world.await(party(founder).invite(Role.WRITER, HOUR_MS))));
    }

    private static Party party(SimNode node) {
        return node.party().orElseThrow();
    }

    private void begin() {
        world.await(founder.node().create("a party"));
        join(device);
        join(third);
        for (SimNode node : world.nodes()) {
            world.await(write(node).durable());
        }
        world.pass(5_000);
    }

    /** Cuts {@code one} off from {@code other} until what this gives is run. */
    private Runnable part(SimNode one, SimNode other) {
        BooleanSupplier out = world.network().cut(one.name(), other.name());
        BooleanSupplier in = world.network().cut(other.name(), one.name());
        return () -> assertTrue(out.getAsBoolean() && in.getAsBoolean());
    }

    private void isolate(SimNode node) {
        world.nodes().stream().filter(other -> other != node).forEach(other -> part(node, other));
    }

    private void unite() {
        world.network().calm();
        world.connectAll();
        world.pass(60_000);
    }

    /** Puts in {@code image}, as a restore does. */
    private void restore(SimNode node, MemoryDisk image) {
        try (FileStorage storage = FileStorage.open(image, new SplittableRandom(1), notice -> {})) {
            SetBack.note(storage.meta(), party(founder).key(), "was restored from a backup");
        }
        node.crash(Survival.ALL);
        node.setBack(image);
    }

    private EchoException refusal(CompletionStage<Timeframe> stage) {
        CompletableFuture<Timeframe> future = stage.toCompletableFuture();
        world.pass(1_000);
        assertTrue(future.isCompletedExceptionally());
        try {
            future.join();
            throw new AssertionError("it was not refused");
        } catch (CompletionException e) {
            return assertInstanceOf(EchoException.class, e.getCause());
        }
    }

    /** Tries to write every millisecond until the device takes it. */
    private Timeframe firstWrite() {
        for (int tries = 0; tries < 60_000; tries++) {
            CompletableFuture<Timeframe> written = write(device).durable().toCompletableFuture();
            world.pass(1);
            if (!written.isCompletedExceptionally()) {
                return world.await(written);
            }
        }
        throw new AssertionError("it is refused for ever");
    }

    private void assertEqualAndUncut() {
        for (SimNode node : world.nodes()) {
            assertEquals(party(founder).view().stateHash(), party(node).view().stateHash());
            assertEquals(party(founder).view().timeframe(), party(node).view().timeframe());
            assertFalse(world.trace().counts().containsKey("verify: forked"));
        }
    }

    @Test
    void itIsRefusedUntilItHasBackWhatItWrote() {
        begin();
        MemoryDisk image = device.disk().image(Survival.ALL);
        Timeframe since = world.await(write(device).durable());
        world.pass(5_000);

        restore(device, image);
        isolate(device);
        device.start();
        world.pass(2_000);
        EchoException refusal = refusal(write(device).durable());
        assertEquals(Kind.UNAVAILABLE, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).contains("was restored from a backup"), refusal::toString);
        assertTrue(party(device).status().refused().contains(refusal.getMessage()));
        device.crash(Survival.ALL);
        device.start();
        world.pass(2_000);
        assertEquals(Kind.UNAVAILABLE, refusal(write(device).durable()).kind(), "it forgot over a restart");

        world.network().calm();
        world.connectAll();
        Timeframe after = firstWrite();
        assertTrue(after.covers(since), "it wrote before it had back what it had written");
        world.pass(5_000);
        assertTrue(party(third).view().timeframe().covers(after));
        assertEqualAndUncut();
    }

    @Test
    void aPeerThatKnowsLessThanItDoesNotCount() {
        begin();
        part(third, founder);
        Runnable meet = part(third, device);
        world.await(write(device).durable());
        world.pass(5_000);
        MemoryDisk image = device.disk().image(Survival.ALL);
        Timeframe since = world.await(write(device).durable());
        world.pass(5_000);

        restore(device, image);
        part(device, founder);
        meet.run();
        device.start();
        world.connectAll();
        world.pass(1_000);
        assertTrue(
                device.node().peers().stream().anyMatch(peer -> peer.state().equals("current")),
                () -> "they did not meet: " + device.node().peers());
        EchoException refusal = refusal(write(device).durable());
        assertEquals(Kind.UNAVAILABLE, refusal.kind());
        world.pass(10_000);
        device.crash(Survival.ALL);
        device.start();
        world.connectAll();
        world.pass(10_000);
        assertEquals(
                Kind.UNAVAILABLE,
                refusal(write(device).durable()).kind(),
                "who learned of the device what it wrote bears witness to that");
        unite();
        assertTrue(party(device).view().timeframe().covers(since));
        world.await(write(device).durable());
        world.pass(5_000);
        assertEqualAndUncut();
    }

    @Test
    void whoKnowsThatNobodyHasMoreVouchesForIt() {
        begin();
        restore(device, device.disk().image(Survival.ALL));
        isolate(device);
        device.start();
        world.pass(2_000);
        refusal(write(device).durable());
        assertTrue(world.await(party(device).vouch()));
        world.await(write(device).durable());
        device.crash(Survival.ALL);
        device.start();
        world.pass(2_000);
        world.await(write(device).durable());
        unite();
        assertEqualAndUncut();
    }

    @Test
    void aWitnessWhoGoesBeforeItHasGivenWhatItKnowsIsWaitedFor() {
        begin();
        MemoryDisk image = device.disk().image(Survival.ALL);
        Timeframe since = world.await(write(device).durable());
        world.pass(5_000);
        restore(device, image);
        part(device, third);
        device.start();
        world.connectAll();
        for (int tries = 0; tries < 10_000 && !hearsOf(since); tries++) {
            world.pass(1);
        }
        assertTrue(hearsOf(since) && !party(device).view().timeframe().covers(since), "it was too late");
        founder.crash(Survival.ALL);
        world.pass(30_000);
        assertEquals(Kind.UNAVAILABLE, refusal(write(device).durable()).kind());
        founder.start();
        unite();
        assertTrue(world.await(write(device).durable()).covers(since));
        world.pass(5_000);
        assertEqualAndUncut();
    }

    /** Whether some peer that is connected now offers the device all that {@code written} covers. */
    private boolean hearsOf(Timeframe written) {
        return device.party().isPresent()
                && written.extents().entrySet().stream()
                        .allMatch(entry -> party(device)
                                        .status()
                                        .target()
                                        .extent(entry.getKey())
                                        .length()
                                >= entry.getValue().length());
    }

    /** What it holds then is not what it wrote, and remembering that is no knowledge. */
    @Test
    void aRepairWhileItWaitsChangesNothing() throws IOException {
        begin();
        MemoryDisk image = device.disk().image(Survival.ALL);
        world.await(write(device).durable());
        world.pass(5_000);
        restore(device, image);
        isolate(device);
        device.start();
        world.pass(2_000);
        DiskPath log = device.disk().files().stream()
                .filter(file -> file.name().endsWith(".log"))
                .findFirst()
                .orElseThrow();
        device.disk().flip(log, 100, 4);
        assertFalse(world.await(party(device).verify()).faults().isEmpty());
        assertEquals(Kind.UNAVAILABLE, refusal(write(device).durable()).kind());
        unite();
        world.await(write(device).durable());
        world.pass(5_000);
        assertEqualAndUncut();
    }

    /** What a peer has offered is known also after the peer has left and the store was opened again. */
    @Test
    void anOutageDoesNotForgetWhatAPeerKnew() {
        begin();
        MemoryDisk image = device.disk().image(Survival.ALL);
        part(third, founder);
        Runnable meet = part(third, device);
        Timeframe since = world.await(write(device).durable());
        world.pass(5_000);
        restore(device, image);
        device.start();
        world.connectAll();
        for (int tries = 0; tries < 10_000 && !hearsOf(since); tries++) {
            world.pass(1);
        }
        founder.crash(Survival.ALL);
        world.pass(1_000);
        assertFalse(party(device).view().timeframe().covers(since), "it was too late");
        device.disk().faults().failReadAfter(0);
        CompletableFuture<View> past =
                party(device).at(party(device).view().timeframe()).toCompletableFuture();
        world.pass(5_000);
        assertTrue(past.isCompletedExceptionally(), "the disk did not fail");
        device.disk().faults().mend();
        meet.run();
        world.connectAll();
        world.pass(30_000);
        assertEquals(Kind.UNAVAILABLE, refusal(write(device).durable()).kind());
        founder.start();
        unite();
        assertTrue(world.await(write(device).durable()).covers(since));
        world.pass(5_000);
        assertEqualAndUncut();
    }
}
