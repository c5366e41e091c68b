package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.feed.Verified;
import echo.api.item.ObjectItem;
import echo.api.model.ModelId;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.party.Role;
import echo.api.value.Value;
import echo.codec.Links;
import echo.model.object.ObjectModel;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that is asked to looks at its log while it runs; what is damaged comes back from its peers, without a fork (P2, P3). */
final class VerifyTest {
    private static final long HOUR_MS = 3_600_000;

    /** So much text that a run has room for a few messages of it. */
    private static final int LARGE = Limits.BATCH_BYTES - 1024;

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

    /** The first segment of a log, or the newest. */
    private static DiskPath log(SimNode node, PartyKey party, boolean newest) {
        DiskPath folder = new DiskPath("parties").resolve(party.bytes().toHex());
        int number = 0;
        while (newest && node.disk().exists(folder.resolve("0000000" + (number + 1) + ".log"))) {
            number++;
        }
        return folder.resolve("0000000" + number + ".log");
    }

    private void assertHealed(Timeframe before) {
        for (SimNode node : world.nodes()) {
            assertEquals(party(third).view().stateHash(), party(node).view().stateHash());
            assertTrue(party(node).view().timeframe().covers(before), () -> node + " lacks something");
            Timeframe after = world.await(write(node).durable());
            world.pass(5_000);
            assertTrue(party(third).view().timeframe().covers(after));
            assertEquals(List.of(), world.await(party(node).verify()).faults());
        }
        assertFalse(world.trace().counts().containsKey("verify: forked"));
        assertTrue(world.trace().counts().getOrDefault("keep: repaired", 0L) > 0);
        assertTrue(world.trace().counts().getOrDefault("keep: compared", 0L) > 0);
    }

    private static void assertSays(List<String> lines, String part) {
        assertTrue(lines.stream().anyMatch(line -> line.contains(part)), () -> "'" + part + "' is not in " + lines);
    }

    @Test
    void aSoundLogHasNoFaultAndNothingIsDone() {
        for (SimNode node : world.nodes()) {
            assertEquals(List.of(), world.await(party(node).verify()).faults());
        }
        assertFalse(world.trace().counts().containsKey("keep: repaired"));
        world.await(write(device).durable());
    }

    @Test
    void whatIsWrittenMeanwhileIsNoFault() {
        List<CompletableFuture<Verified>> looks = new ArrayList<>();
        List<CompletableFuture<Timeframe>> writes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            writes.add(write(device).durable().toCompletableFuture());
            looks.add(party(device).verify().toCompletableFuture());
            writes.add(write(founder).durable().toCompletableFuture());
            world.pass(i);
        }
        looks.forEach(look -> assertEquals(List.of(), world.await(look).faults()));
        writes.forEach(world::await);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 15, 25, 35, 45, 55, 65, 75, 85, 95})
    void theFoundersDamageIsFoundAndHeals(int percent) throws IOException {
        heals(founder, percent);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 40, 60, 80, 99})
    void aMembersDamageIsFoundAndHeals(int percent) throws IOException {
        heals(device, percent);
    }

    private void heals(SimNode node, int percent) throws IOException {
        Timeframe before = party(node).view().timeframe();
        DiskPath log = log(node, party(node).key(), false);
        int size = node.disk().content(log).length;
        node.disk().flip(log, Math.min(size - 1, size * percent / 100), 4);
        List<String> lines = world.await(party(node).verify()).faults();
        assertSays(lines, log.name());
        assertSays(lines, "peers send what it lacks");
        world.pass(60_000);
        assertHealed(before);
    }

    /** What is left is a whole log, and a device that went on from there would fork its feed. */
    @Test
    void aLogThatWasCutShortIsFoundAndHeals() throws IOException {
        Timeframe before = world.await(write(device).durable());
        world.pass(5_000);
        DiskPath log = log(device, party(device).key(), true);
        try (Disk.File file = device.disk().open(log)) {
            file.truncate(60);
        }
        List<String> lines = world.await(party(device).verify()).faults();
        assertSays(lines, "ends at offset 60, though it was written up to");
        assertSays(lines, "lacks block");
        CompletableFuture<Timeframe> early = write(device).durable().toCompletableFuture();
        world.pass(60_000);
        assertTrue(early.isCompletedExceptionally()
                || party(third).view().timeframe().covers(early.join()));
        assertHealed(before);
    }

    /** What was acknowledged before is kept; what was not yet is told either way. */
    @Test
    void aWriteUnderWayIsAnswered() throws IOException {
        DiskPath log = log(device, party(device).key(), false);
        device.disk().flip(log, 100, 4);
        CompletableFuture<Verified> look = party(device).verify().toCompletableFuture();
        List<CompletableFuture<Timeframe>> writes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            writes.add(write(device).durable().toCompletableFuture());
            world.pass(i % 3);
        }
        assertFalse(world.await(look).faults().isEmpty());
        world.pass(60_000);
        for (CompletableFuture<Timeframe> written : writes) {
            assertTrue(written.isDone(), "a write was never answered");
            if (!written.isCompletedExceptionally()) {
                assertTrue(party(third).view().timeframe().covers(written.join()));
            }
        }
        assertHealed(party(founder).view().timeframe());
    }

    /** It was sealed, and is neither forced nor shown, when the store is closed for the repair: so it is forced before. */
    @Test
    void aWriteBetweenTheLookAndTheRepairIsKept() throws IOException {
        LoneNode lone = new LoneNode();
        Party alone = lone.create();
        DiskPath log =
                new DiskPath("parties").resolve(alone.key().bytes().toHex()).resolve("00000000.log");
        lone.disk.flip(log, lone.disk.content(log).length - 1, 4);
        CompletableFuture<Verified> look = alone.verify().toCompletableFuture();
        lone.run("party-");
        CompletableFuture<Timeframe> written =
                alone.write(batch -> batch.restore(ItemId.ROOT)).durable().toCompletableFuture();
        lone.run("past-");
        lone.run("party-");
        assertFalse(look.join().faults().isEmpty());
        assertFalse(written.isCompletedExceptionally());
        assertTrue(written.isDone(), "it was never answered");
    }

    /** Somebody who has the disk but not the key added a block: every sum and every link is right. */
    @Test
    void aBlockThatNobodySignedIsFound() {
        FeedKey feed =
                party(third).view().timeframe().extents().keySet().iterator().next();
        long end = party(device).view().timeframe().extent(feed).length();
        device.stop();
        world.pass(1_000);
        addUnsigned(device, party(third).key(), feed);
        device.start();
        world.pass(1_000);
        List<String> lines = world.await(party(device).verify()).faults();
        assertEquals(1, lines.size(), lines::toString);
        assertSays(lines, "…" + (end + 1) + " of feed " + feed.shortHex() + " has a head with a false signature");
        assertSays(lines, "restore it from a backup");
        assertFalse(world.trace().counts().containsKey("keep: repaired"));
    }

    private static void addUnsigned(SimNode node, PartyKey party, FeedKey feed) {
        try (FileStorage storage = FileStorage.open(node.disk(), new SplittableRandom(1), notice -> {});
                FeedStore store = storage.open(party)) {
            Extent end = store.extent(feed);
            Run last = store.read(feed, end.length() - 1, 1).orElseThrow();
            Bytes payload = last.payloads().get(0);
            Extent after = Links.append(feed, end, payload);
            store.append(new Run(
                    end.length(),
                    List.of(payload),
                    new Head(feed, after, last.head().signature())));
            store.force();
        }
    }

    /** Hands take what the party's loop reads for them, each a range of its own. */
    @Test
    void rangesBetweenHeadsAreProvedApart() {
        LoneNode lone = new LoneNode();
        lone.node.modelAdded(ModelId.of(ObjectItem.TYPE, "1.1.0"), new ObjectModel());
        Party alone = lone.create();
        for (int i = 0; i < 30; i++) {
            lone.await(alone.write(batch -> batch.edit(batch.create(ObjectItem.TYPE, ItemId.ROOT), ObjectItem.class)
                            .set("n", Value.of("x".repeat(LARGE))))
                    .durable());
        }
        CompletableFuture<Verified> look = alone.verify().toCompletableFuture();
        lone.run("party-");
        lone.run("past-");
        lone.run("party-");
        assertEquals(4, lone.waiting("audit-"), "hands that have a range, while the party's loop has nothing to do");
        assertFalse(look.isDone());
        lone.run("");
        assertEquals(List.of(), look.join().faults());
    }

    @Test
    void handsOfANodeThatStopsAreGone() {
        LoneNode lone = new LoneNode();
        Party alone = lone.create();
        CompletableFuture<Verified> look = alone.verify().toCompletableFuture();
        lone.run("party-");
        lone.run("past-");
        lone.run("party-");
        assertTrue(lone.waiting("audit-") > 0);
        var unused = lone.node.stop();
        lone.run("short-codes");
        lone.run("node");
        lone.run("party-");
        assertTrue(look.isCompletedExceptionally(), "it was never answered");
        assertEquals(0, lone.waiting("audit-"), "hands that still have something to do");
    }

    @Test
    void aNodeThatStopsFailsTheLook() {
        CompletableFuture<Verified> look = party(device).verify().toCompletableFuture();
        device.stop();
        world.pass(1_000);
        assertTrue(look.isDone());
        if (look.isCompletedExceptionally()) {
            look.handle((lines, failure) -> {
                        assertTrue(failure instanceof EchoException, () -> "" + failure);
                        return true;
                    })
                    .join();
        }
    }
}
