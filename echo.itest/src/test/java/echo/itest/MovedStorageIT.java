package echo.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import echo.api.EchoException;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.feed.Charge;
import echo.api.feed.Durability;
import echo.api.feed.Moved;
import echo.api.feed.Storage;
import echo.api.feed.Storages;
import echo.api.item.ObjectItem;
import echo.api.party.Echo;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.value.Value;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** One node in a real Felix that changes its storage while the framework runs, and keeps to it at the next start (P2, P6). */
public class MovedStorageIT {
    private static final String OS_NOTE = "a power cut may take what was written last: its durability is OS";

    private final Path folder = BundleSet.scratch("moved");
    private final String rows = folder.resolve("rows").toString();

    private FelixNode start() throws Exception {
        return FelixNode.start(
                folder, Map.of("felix.cm.dir", folder.resolve("config").toString()));
    }

    /** The party that a node has, as it was written. */
    private record Written(PartyKey key, ItemId item, Hash state) {}

    private static Written found(Echo echo) throws Exception {
        Party party = Patience.of(echo.create("integration"));
        AtomicReference<ItemId> item = new AtomicReference<>();
        Patience.of(party.write(batch -> item.set(batch.create(ObjectItem.TYPE, ItemId.ROOT)))
                .durable());
        return write(echo, new Written(party.key(), item.get(), party.view().stateHash()), "first");
    }

    private static Written write(Echo echo, Written before, String text) throws Exception {
        Party party = echo.party(before.key()).orElseThrow();
        Patience.of(
                party.write(batch -> batch.edit(before.item(), ObjectItem.class).set("text", Value.of(text)))
                        .durable());
        return new Written(before.key(), before.item(), party.view().stateHash());
    }

    /** The node's party has that state, as soon as its models are there. */
    private static void assertHas(Echo echo, Written written) throws Exception {
        Patience.until(
                () -> echo.party(written.key())
                        .filter(party -> party.view().stateHash().equals(written.state()))
                        .isPresent(),
                echo::parties);
        Party party = echo.party(written.key()).orElseThrow();
        assertEquals(
                "one device, one data feed",
                1,
                party.view().timeframe().extents().size());
    }

    private static Storages storages(FelixNode node) throws Exception {
        BundleContext context = node.context();
        Patience.until(() -> context.getServiceReference(Storages.class) != null, node::services);
        return context.getService(context.getServiceReference(Storages.class));
    }

    private static Moved move(FelixNode node, String name, String folder) throws Exception {
        return Patience.of(storages(node).move(name, folder));
    }

    private static String inCharge(FelixNode node) throws Exception {
        return storages(node).list().stream()
                .filter(Storages.Entry::inCharge)
                .map(entry -> entry.name() + " " + entry.folder())
                .reduce("", String::concat);
    }

    private static String command(FelixNode node, String line) throws Exception {
        BundleContext context = node.context();
        ServiceReference<?> processor =
                context.getServiceReference("org.apache.felix.service.command.CommandProcessor");
        Object service = context.getService(processor);
        Object session = service.getClass()
                .getMethod(
                        "createSession",
                        java.io.InputStream.class,
                        java.io.OutputStream.class,
                        java.io.OutputStream.class)
                .invoke(
                        service,
                        java.io.InputStream.nullInputStream(),
                        java.io.OutputStream.nullOutputStream(),
                        java.io.OutputStream.nullOutputStream());
        return String.valueOf(
                session.getClass().getMethod("execute", CharSequence.class).invoke(session, line));
    }

    @Test
    public void aNodeMovesThereAndBackAndStaysWhereItIsAfterARestart() throws Exception {
        Written written;
        try (FelixNode node = start()) {
            written = found(node.echo());
            String told = command(node, "storage:move sqlite " + rows);
            assertTrue(told, told.startsWith("moved to sqlite in " + rows + ": parties 1, feeds 2, blocks "));
            assertTrue(told, told.endsWith("\nfolder = " + rows));
            assertHas(node.echo(), written);
            assertEquals("sqlite " + rows, inCharge(node));
            written = write(node.echo(), written, "in sqlite");
        }
        assertTrue(Files.exists(Path.of(rows, "echo.sqlite")));
        try (FelixNode node = start()) {
            assertHas(node.echo(), written);
            assertEquals("sqlite " + rows, inCharge(node));
            written = write(node.echo(), written, "after a restart");

            Moved back = move(node, "file", folder.resolve("data").toString());
            assertEquals(2, back.copied());
            assertHas(node.echo(), written);
            written = write(node.echo(), written, "in files again");
            String told = command(node, "storage:list");
            assertTrue(told, told.contains("* file in " + folder.resolve("data") + ", in charge, parties 1"));
            assertTrue(told, told.contains("  sqlite in " + rows + ", spare, parties 1: it has moved to file in "));
        }
        try (FelixNode node = start()) {
            assertHas(node.echo(), written);
            assertEquals("file " + folder.resolve("data"), inCharge(node));
        }
    }

    /** P6: it stops with the storage in charge, no matter which spare is there, and comes back with it. */
    @Test
    public void theNodeFollowsTheStorageInCharge() throws Exception {
        try (FelixNode node = start()) {
            Written written = found(node.echo());
            move(node, "sqlite", rows);
            node.bundle("echo.storage.sqlite").stop();
            assertEquals("", inCharge(node));
            assertEquals(null, node.context().getServiceReference(Echo.class));
            node.bundle("echo.storage.file").stop();
            node.bundle("echo.storage.file").start();
            assertEquals("", inCharge(node));
            assertEquals(null, node.context().getServiceReference(Echo.class));
            assertTrue(
                    storages(node).list().toString(),
                    storages(node).list().get(0).note().endsWith(" in conf/echo.storage.sqlite.cfg"));
            node.bundle("echo.storage.sqlite").start();
            assertHas(node.echo(), written);
            node.bundle("echo.storage.file").stop();
            assertHas(node.echo(), written);
            write(node.echo(), written, "without the spare");
        }
    }

    /** The folder of another node is refused, left as it is, and let go of; the node runs where it ran. */
    @Test
    public void aMoveThatIsRefusedLeavesTheNodeWhereItIs() throws Exception {
        Path other = BundleSet.scratch("other");
        String others = other.resolve("data").toString();
        try (FelixNode stranger = FelixNode.start(other, Map.of("echo.storage", "sqlite"))) {
            found(stranger.echo());
        }
        try (FelixNode node = start()) {
            Written written = found(node.echo());
            refused(node, "sqlite", others, "of which file in " + folder.resolve("data") + " has nothing");
            assertHas(node.echo(), written);
            assertEquals("file " + folder.resolve("data"), inCharge(node));
            Storages storages = storages(node);
            Patience.until(() -> storages.list().size() == 1, storages::list);
            refused(node, "file", rows, "the node runs on the storage file in");
            refused(node, "sqlite", " ", "a move needs the folder");
            refused(node, "sqlite", folder.resolve("data").toString(), "is another storage's; choose an empty folder");
            write(node.echo(), written, "after a refusal");
            move(node, "sqlite", rows);
            assertEquals("sqlite " + rows, inCharge(node));
        }
        try (FelixNode stranger = FelixNode.start(other, Map.of("echo.storage", "sqlite"))) {
            assertEquals(1, stranger.echo().parties().size());
            assertEquals(List.of(), notes(stranger));
        }
    }

    /** A setting is enough, while it runs; it is not forgotten over a move. */
    @Test
    public void theStorageDoesWhatItIsConfiguredTo() throws Exception {
        try (FelixNode node = start()) {
            Written written = found(node.echo());
            assertEquals(Durability.FORCE, durability(node, written));
            configure(node, "OS");
            Patience.until(() -> noted(node).equals(OS_NOTE), () -> noted(node));
            assertEquals(Durability.OS, durability(node, written));

            configure(node, "SOMETIMES");
            Patience.until(() -> noted(node).equals("none is in charge"), () -> noted(node));
            configure(node, "OS");
            Patience.until(() -> noted(node).equals(OS_NOTE), () -> noted(node));

            move(node, "sqlite", rows);
            assertEquals(Durability.FORCE, durability(node, written));
            move(node, "file", folder.resolve("elsewhere").toString());
            assertEquals(OS_NOTE, noted(node));
            assertEquals(Durability.OS, durability(node, written));
        }
    }

    /** The configuration service's classes are the framework's own. */
    @SuppressWarnings("JdkObsolete") // the service takes no other
    private static void configure(FelixNode node, String durability) throws Exception {
        BundleContext context = node.context();
        Object admin =
                context.getService(context.getAllServiceReferences("org.osgi.service.cm.ConfigurationAdmin", null)[0]);
        Object configuration = admin.getClass()
                .getMethod("getConfiguration", String.class, String.class)
                .invoke(admin, "echo.storage.file", "?");
        Method update = configuration.getClass().getMethod("update", Dictionary.class);
        update.invoke(configuration, new Hashtable<>(Map.of("durability", durability, "commitWaitMs", "1")));
    }

    /** What is noted of the storage in charge. */
    private static String noted(FelixNode node) {
        try {
            return storages(node).list().stream()
                    .filter(Storages.Entry::inCharge)
                    .map(Storages.Entry::note)
                    .findFirst()
                    .orElse("none is in charge");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Durability durability(FelixNode node, Written written) throws Exception {
        Echo echo = node.echo();
        Patience.until(() -> echo.party(written.key()).isPresent(), echo::parties);
        Receipt receipt =
                echo.party(written.key()).orElseThrow().write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT));
        Patience.of(receipt.durable());
        return receipt.durability();
    }

    /** P2: a node that ran on it would be one device at two places. */
    @Test
    public void aFolderInChargeOfAnotherNodeIsNeverRunOn() throws Exception {
        Path other = BundleSet.scratch("settled");
        String others = other.resolve("rows").toString();
        try (FelixNode stranger = FelixNode.start(
                other, Map.of("felix.cm.dir", other.resolve("config").toString()))) {
            found(stranger.echo());
            move(stranger, "sqlite", others);
        }
        try (FelixNode node = start()) {
            Written written = found(node.echo());
            refused(node, "sqlite", others, "is the one in charge of another node");
            assertEquals("file " + folder.resolve("data"), inCharge(node));
            Storages storages = storages(node);
            Patience.until(() -> storages.list().size() == 1, storages::list);
            assertHas(node.echo(), write(node.echo(), written, "after a refusal"));
        }
        try (FelixNode node = start()) {
            assertEquals("file " + folder.resolve("data"), inCharge(node));
        }
    }

    private static List<String> notes(FelixNode node) throws Exception {
        return node.context().getServiceReferences(Storage.class, null).stream()
                .map(node.context()::getService)
                .flatMap(storage ->
                        Stream.ofNullable(storage.meta().get(Charge.RECORD).orElse(null)))
                .map(Object::toString)
                .toList();
    }

    private static void refused(FelixNode node, String name, String folder, String reason) throws Exception {
        try {
            storages(node).move(name, folder).toCompletableFuture().get();
            fail("was not refused");
        } catch (ExecutionException e) {
            assertTrue(String.valueOf(e.getCause()), e.getCause() instanceof EchoException);
            assertTrue(e.getCause().getMessage(), e.getCause().getMessage().contains(reason));
        }
    }
}
