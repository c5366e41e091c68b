package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.crypto.ContentKeyId;
import echo.api.feed.FeedStore;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.party.Role;
import echo.api.value.Value;
import echo.codec.Decoded;
import echo.codec.Message;
import echo.codec.MessageCodec;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.DiskContent;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What members write only members read (P3): no relay, nobody who was removed, and all who are let in. */
final class SealedPartyTest {
    private static final long HOUR_MS = 3_600_000;
    private static final String SECRET = "the password is swordfish";

    private final World world = new World(31, 4, new KeyedHashSignatures());
    private final SimNode ada = world.node(0);
    private final SimNode ben = world.node(1);
    private final SimNode cem = world.node(2);
    private final SimNode dan = world.node(3);

    private void begin(Role bens, Role cems) {
        world.await(ada.node().create("a party"));
        join(ben, bens);
        join(cem, cems);
        world.connectAll();
        world.await(write(ada, SECRET).durable());
        world.pass(5_000);
    }

    private void join(SimNode node, Role role) {
        world.await(node.node().join(world.await(party(ada).invite(role, HOUR_MS))));
    }

    private static Party party(SimNode node) {
        return node.party().orElseThrow();
    }

    private static Receipt write(SimNode node, String text) {
        return party(node)
                .write(batch -> batch.edit(batch.create(ObjectItem.TYPE, ItemId.ROOT), ObjectItem.class)
                        .set("text", Value.of(text)));
    }

    private static int items(SimNode node) {
        return party(node).view().size();
    }

    private static boolean holds(MemoryDisk disk, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        return disk.files().stream().anyMatch(file -> indexOf(content(disk, file), wanted));
    }

    private static byte[] content(MemoryDisk disk, DiskPath file) {
        try {
            return disk.content(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean indexOf(byte[] bytes, byte[] wanted) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    /** The content keys that {@code node} has seen used, in data feeds of others. */
    private static Set<ContentKeyId> used(SimNode node) {
        Set<ContentKeyId> keys = new TreeSet<>();
        DiskContent.read(node.disk().image(Survival.ALL), party(node).key())
                .orElseThrow()
                .forEach(run -> run.payloads().forEach(payload -> key(payload).ifPresent(keys::add)));
        return keys;
    }

    private static Optional<ContentKeyId> key(Bytes payload) {
        return MessageCodec.decode(payload) instanceof Decoded.Valid<Message> message
                ? message.value().key()
                : Optional.empty();
    }

    @Test
    void noDiskHoldsPlainText() {
        begin(Role.WRITER, Role.RELAY);
        for (SimNode node : List.of(ada, ben, cem)) {
            assertFalse(holds(node.disk().image(Survival.ALL), SECRET), node::toString);
        }
        assertEquals(1, items(ben));
    }

    /** It has every block, shows nothing, says why, and passes all on to somebody who never meets the writer. */
    @Test
    void aRelayWorksBlind() {
        begin(Role.WRITER, Role.RELAY);
        assertEquals(0, items(cem));
        assertEquals(party(ada).view().timeframe(), party(cem).view().timeframe(), "it follows the order all the same");
        assertTrue(
                party(cem).status().held().stream()
                        .anyMatch(held -> held.toString().contains("waits for content key")),
                () -> party(cem).status().toString());
        Runnable meet = world.cutOff(List.of(ben));
        world.await(write(ada, "while ben is away").durable());
        world.pass(5_000);
        Runnable apart = world.cutOff(List.of(ada));
        meet.run();
        world.connectAll();
        world.pass(60_000);
        assertEquals(2, items(ben));
        apart.run();
        cem.crash(Survival.ALL);
        world.start(cem);
        world.pass(5_000);
        assertEquals(0, items(cem));
    }

    @Test
    void whoIsLetInReadsWhatWasWrittenBefore() {
        begin(Role.WRITER, Role.READER);
        assertEquals(1, items(cem));
        world.await(party(ada).roster().remove(ben.node().member()));
        world.await(write(ada, "under another key").durable());
        join(dan, Role.READER);
        world.pass(60_000);
        assertEquals(2, items(dan), "it has both keys");
        dan.crash(Survival.ALL);
        world.start(dan);
        world.pass(5_000);
        assertEquals(2, items(dan), "and finds them again");
    }

    /** The disk of a removed member, and all the traffic after its removal: it reads nothing of that. */
    @Test
    void aRemovedMemberReadsNothingThatIsWrittenThen() {
        begin(Role.WRITER, Role.WRITER);
        Set<ContentKeyId> before = used(ben);
        long stated = stated();
        world.await(party(ada).roster().remove(ben.node().member()));
        world.pass(100);
        assertEquals(stated + 1, stated(), "the key goes with the removal");
        for (SimNode node : List.of(ada, cem)) {
            world.pass(5_000);
            world.await(write(node, "not for ben").durable());
        }
        world.pass(5_000);
        Set<ContentKeyId> after = new TreeSet<>(used(ada));
        after.removeAll(before);
        assertEquals(1, after.size(), "one new key, at once");
        assertEquals(3, items(cem));

        MemoryDisk disk = withFeedsOf(ada, ben);
        ben.crash(Survival.ALL);
        ben.setBack(disk);
        world.cutOff(List.of(ben));
        world.start(ben);
        world.pass(5_000);
        assertEquals(3, party(ben).view().timeframe().totalLength(), "it has all blocks");
        assertEquals(1, items(ben));
    }

    /** The disk of {@code whose}, with all that {@code from} has of the party. */
    private MemoryDisk withFeedsOf(SimNode from, SimNode whose) {
        PartyKey key = party(from).key();
        MemoryDisk disk = whose.disk().image(Survival.ALL);
        try (FileStorage theirs = storage(from.disk().image(Survival.ALL));
                FileStorage own = storage(disk);
                FeedStore source = theirs.open(key);
                FeedStore target = own.open(key)) {
            for (FeedKey feed : source.feeds()) {
                source.read(feed, target.extent(feed).length(), Limits.RUN_BYTES)
                        .ifPresent(target::append);
            }
            target.force();
        }
        return disk;
    }

    private static FileStorage storage(MemoryDisk disk) {
        return FileStorage.open(disk, new SplittableRandom(1), notice -> {});
    }

    /** Each makes a key that the one whom the other removed has: so both make another, or one of them before the other can. */
    @Test
    void twoWhoRemoveDifferentMembersEndWithAKeyOfTheirOwn() {
        begin(Role.ADMIN, Role.WRITER);
        join(dan, Role.WRITER);
        world.connectAll();
        world.pass(5_000);
        Runnable meet = world.cutOff(List.of(ben));
        world.await(party(ada).roster().remove(cem.node().member()));
        world.await(party(ben).roster().remove(dan.node().member()));
        Set<ContentKeyId> before = used(ada);
        meet.run();
        world.connectAll();
        world.pass(60_000);
        world.await(write(ada, "for ben").durable());
        world.await(write(ben, "for ada").durable());
        world.pass(60_000);
        assertEquals(3, items(ada));
        assertEquals(3, items(ben));
        Set<ContentKeyId> after = new TreeSet<>(used(ada));
        after.removeAll(before);
        assertEquals(1, after.size());
    }

    /** How many messages Ada's control feed has. */
    private long stated() {
        return party(ada).status().control().totalLength();
    }

    @Test
    void whoIsLetInGetsTheKeysWithItsAdmission() {
        begin(Role.WRITER, Role.WRITER);
        long before = stated();
        join(dan, Role.READER);
        world.pass(1_000);
        assertEquals(before + 2, stated(), "the invitation, and one message that lets it in");
        assertEquals(1, items(dan));
    }

    /** Nobody has to wait for an admin. */
    @Test
    void aWriterWithoutAKeyMakesOne() {
        begin(Role.WRITER, Role.WRITER);
        join(dan, Role.WRITER);
        world.connectAll();
        world.pass(5_000);
        Runnable meet = world.cutOff(List.of(ben, dan));
        world.await(party(dan).roster().remove(dan.node().member())); // who leaves gives nobody a key
        world.pass(500);
        assertEquals(3, party(ben).members().size());
        world.await(write(ben, "alone").durable());
        assertEquals(2, items(ben));
        meet.run();
        world.connectAll();
        world.pass(60_000);
        assertEquals(2, items(ada));
        assertEquals(2, items(cem));
    }

    @Test
    void aRelayThatBecomesAReaderReadsAll() {
        begin(Role.WRITER, Role.RELAY);
        world.await(party(ada).roster().setRole(cem.node().member(), Role.READER));
        world.pass(5_000);
        assertEquals(1, items(cem));
        world.await(party(ada).roster().setRole(cem.node().member(), Role.RELAY));
        world.await(write(ada, "not for relays").durable());
        world.pass(5_000);
        assertEquals(1, items(cem));
        assertEquals(2, items(ben));
    }
}
