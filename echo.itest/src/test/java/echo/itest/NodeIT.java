package echo.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.item.Anchor;
import echo.api.item.ObjectItem;
import echo.api.item.TextItem;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.model.ModelId;
import echo.api.party.Echo;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.value.Path;
import echo.api.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** One node in a real Felix: what it keeps, and what it does while bundles come and go under it. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class NodeIT {
    private static final long PATIENCE_MS = 30_000;
    private static final String OBJECT_BUNDLE = "echo.model.object";

    @Inject
    private BundleContext context;

    private PartyKey key;
    private ItemId object;
    private ItemId thread;

    @Configuration
    public Option[] container() {
        return Container.options("node");
    }

    @Before
    public void aPartyWithAnObjectAndAThread() throws Exception {
        Party party = Patience.of(echo().create("integration"));
        key = party.key();
        AtomicReference<ItemId> first = new AtomicReference<>();
        AtomicReference<ItemId> second = new AtomicReference<>();
        Patience.of(party.write(batch -> {
                    first.set(batch.create(ObjectItem.TYPE, ItemId.ROOT));
                    second.set(batch.create(ThreadItem.TYPE, first.get()));
                    ObjectItem properties = batch.edit(first.get(), ObjectItem.class);
                    values().forEach((name, value) -> properties.set(Path.ofKeys(name), value));
                    batch.edit(second.get(), ThreadItem.class).post("first, ü 🙂");
                    batch.edit(second.get(), ThreadItem.class).post("second");
                })
                .durable());
        object = first.get();
        thread = second.get();
    }

    /** P1's ground: what was written is what is read, to the bit. */
    @Test
    public void valuesAreReadAsTheyWereWritten() throws Exception {
        assertEverythingIsThere(party());
    }

    /** P2: what a receipt called durable is there when the node comes up again. */
    @Test
    public void whatWasWrittenIsThereAfterTheNodeWasStoppedAndStarted() throws Exception {
        Hash before = party().view().stateHash();
        Bundle node = bundle("echo.node");
        node.stop();
        assertEquals(null, context.getServiceReference(Echo.class));
        node.start();
        assertEverythingIsThere(party());
        assertEquals(before, party().view().stateHash());
    }

    /** P2 and P6: the same when the storage goes under a running node. */
    @Test
    public void whatWasWrittenIsThereAfterTheStorageWasStoppedAndStarted() throws Exception {
        Hash before = party().view().stateHash();
        Bundle storage = bundle("echo.storage.file");
        storage.stop();
        storage.start();
        assertEverythingIsThere(party());
        assertEquals(before, party().view().stateHash());
        Patience.of(party().write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT))
                .durable());
    }

    /** P6: a model that goes takes its items' looks with it, not their content; what is written meanwhile waits too. */
    @Test
    public void itemsWaitWhileTheirModelIsAwayAndComeAliveWithIt() throws Exception {
        Party party = party();
        bundle(OBJECT_BUNDLE).stop();
        untilOpaque(party, 1);
        assertTrue(item(party, object).opaque());
        assertEquals(2, messages(party).size());
        AtomicReference<ItemId> late = new AtomicReference<>();
        Patience.of(party.write(batch -> late.set(batch.create(ModelId.of(ObjectItem.TYPE, "1.1.0"), object)))
                .durable());
        untilOpaque(party, 2);
        bundle(OBJECT_BUNDLE).start();
        untilOpaque(party, 0);
        assertEverythingIsThere(party);
        assertFalse(item(party, late.get()).opaque());
        Hash alive = party.view().stateHash();

        bundle(OBJECT_BUNDLE).stop();
        untilOpaque(party, 2);
        bundle(OBJECT_BUNDLE).start();
        untilOpaque(party, 0);
        assertEquals(alive, party.view().stateHash());
    }

    /** P6, P9: items that were waiting when the node started come alive with a bundle that was never there before. */
    @Test
    public void aModelInstalledAtRunTimeBringsWaitingItemsAlive() throws Exception {
        Hash before = party().view().stateHash();
        bundle(OBJECT_BUNDLE).uninstall();
        bundle("echo.node").stop();
        bundle("echo.node").start();
        Party party = party();
        untilOpaque(party, party.status().items() - party.view().size() + 1);
        assertTrue(item(party, object).opaque());

        context.installBundle(BundleSet.jar(OBJECT_BUNDLE).toUri().toString()).start();
        untilOpaque(party, 0);
        assertEverythingIsThere(party);
        assertEquals(before, party.view().stateHash());
    }

    /** Texts: several edits in one batch, an anchor that follows, and the same while their bundle was away and is back. */
    @Test
    public void aTextIsEditedInBatchesAndWaitsWhileItsModelIsAway() throws Exception {
        Party party = party();
        AtomicReference<ItemId> created = new AtomicReference<>();
        Patience.of(party.write(batch -> {
                    created.set(batch.create(TextItem.TYPE, object));
                    batch.edit(created.get(), TextItem.class).insert(0, "hello 🙂");
                    batch.edit(created.get(), TextItem.class).insert(5, " world");
                })
                .durable());
        ItemId text = created.get();
        Anchor smile = text(party, text).anchorAt(12);
        Patience.of(party.write(batch -> batch.edit(text, TextItem.class).replace(0, 5, "Good morning,"))
                .durable());
        assertEquals("Good morning, world 🙂", text(party, text).text());
        assertEquals(20, text(party, text).indexOf(smile).orElseThrow());
        Hash alive = party.view().stateHash();

        int opaque = party.status().opaqueItems();
        bundle("echo.model.text").stop();
        untilOpaque(party, opaque + 1);
        bundle("echo.model.text").start();
        untilOpaque(party, opaque);
        assertEquals("Good morning, world 🙂", text(party, text).text());
        assertEquals(alive, party.view().stateHash());
    }

    private static TextItem text(Party party, ItemId id) {
        return item(party, id).as(TextItem.class);
    }

    private void assertEverythingIsThere(Party party) {
        assertEquals(
                new Value.MapValue(new TreeMap<>(values())),
                item(party, object).as(ObjectItem.class).properties());
        assertEquals(
                List.of("first, ü 🙂", "second"),
                messages(party).stream().map(ThreadMessage::text).toList());
        assertEquals(object, item(party, thread).parent());
        assertNotEquals(0, party.view().timeframe().totalLength());
    }

    private List<ThreadMessage> messages(Party party) {
        return item(party, thread).as(ThreadItem.class).messages();
    }

    private static Map<String, Value> values() {
        return Map.ofEntries(
                Map.entry("yes", Value.of(true)),
                Map.entry("past 2^53", Value.of(9_007_199_254_740_993L)),
                Map.entry("least", Value.of(Long.MIN_VALUE)),
                Map.entry("tenth", Value.of(0.1)),
                Map.entry("vast", Value.of(1e300)),
                Map.entry("minus zero", Value.of(-0.0)),
                Map.entry("no number", Value.of(Double.NaN)),
                Map.entry("price", Value.of(new BigDecimal("1.00"))),
                Map.entry("text", Value.of("naïve 🙂")),
                Map.entry("bytes", Value.of(Bytes.hex("00ff80"))),
                Map.entry("when", Value.of(Instant.parse("2026-01-01T00:00:00.123456789Z"))),
                Map.entry("nothing", Value.NULL),
                Map.entry("nested", Value.of(List.of(Value.of(1), Value.of(List.of(Value.of("deep")))))),
                Map.entry("a.key with dots", Value.of(Map.of("inner", Value.of(0.1)))),
                Map.entry("link", Value.of(ItemId.ROOT)));
    }

    private static void untilOpaque(Party party, int count) throws Exception {
        Patience.until(() -> party.status().opaqueItems() == count, party::status);
    }

    private static Item item(Party party, ItemId id) {
        return party.view().item(id).orElseThrow(() -> new AssertionError("no item " + id));
    }

    /** The party, once the node that runs now has opened it. */
    private Party party() throws Exception {
        Echo echo = echo();
        Patience.until(
                () -> echo.party(key)
                        .filter(party -> party.view().item(object).isPresent())
                        .isPresent(),
                echo::parties);
        return echo.party(key).orElseThrow();
    }

    private Echo echo() throws InterruptedException {
        ServiceTracker<Echo, Echo> tracker = new ServiceTracker<>(context, Echo.class, null);
        tracker.open();
        try {
            Echo echo = tracker.waitForService(PATIENCE_MS);
            assertTrue("no node came up", echo != null);
            return echo;
        } finally {
            tracker.close();
        }
    }

    private Bundle bundle(String name) {
        return Stream.of(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + name));
    }
}
