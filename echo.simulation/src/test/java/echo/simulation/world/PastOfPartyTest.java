package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.Position;
import echo.api.crypto.SigningKey;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.party.Party;
import echo.api.party.Receipt;
import echo.api.party.View;
import echo.api.past.Cause;
import echo.api.past.Deed;
import echo.api.past.Difference;
import echo.api.past.History;
import echo.api.past.LinkChange;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.codec.Links;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.Survival;
import echo.storage.file.FileStorage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Receipts, barriers and the past, on whole nodes of a simulated world. */
class PastOfPartyTest {
    private static final long HOUR_MS = 3_600_000;

    private final World world = new World(31, 3, new KeyedHashSignatures());
    private final SimNode ada = world.node(0);
    private final SimNode ben = world.node(1);
    private final SimNode eve = world.node(2);
    private final Party atAda = world.await(ada.node().create("a party"));
    private final Party atBen = join(ben);

    private Party join(SimNode node) {
        return world.await(node.node().join(world.await(atAda.invite(HOUR_MS))));
    }

    private static Receipt create(Party party, List<ItemId> ids) {
        return party.write(batch -> ids.add(batch.create(ObjectItem.TYPE, ItemId.ROOT)));
    }

    private ItemId created(Party party) {
        List<ItemId> ids = new ArrayList<>();
        world.await(create(party, ids).applied());
        return ids.get(0);
    }

    private static Receipt set(Party party, ItemId item, String path, long value) {
        return party.write(batch -> batch.edit(item, ObjectItem.class).set(path, Value.of(value)));
    }

    private static Optional<Value> get(View view, ItemId item, String path) {
        return view.item(item).flatMap(it -> it.as(ObjectItem.class).get(path));
    }

    private static Kind failure(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        assertTrue(future.isDone(), "is " + future);
        CompletionException thrown = assertThrows(CompletionException.class, future::join);
        return assertInstanceOf(EchoException.class, thrown.getCause()).kind();
    }

    /** The failure of a stage to come. */
    private Kind refusal(CompletionStage<?> stage) {
        world.time().pass(1_000);
        return failure(stage);
    }

    @Test
    void aReceiptIsSealedThenDurableAndAppliedThenHeldByPeers() {
        join(eve);
        world.time().pass(5_000);
        world.network().crash(eve.name());
        List<String> stages = new ArrayList<>();
        Receipt receipt = create(atAda, new ArrayList<>());
        receipt.sealed().thenAccept(timeframe -> {
            assertFalse(atAda.view().timeframe().covers(timeframe), "a view shows only what is durable");
            stages.add("sealed");
        });
        receipt.durable().thenAccept(timeframe -> stages.add("durable"));
        receipt.applied().thenAccept(timeframe -> {
            assertTrue(atAda.view().timeframe().covers(timeframe));
            stages.add("applied");
        });
        receipt.heldBy(0).thenAccept(timeframe -> stages.add("held by 0"));
        receipt.heldBy(1).thenAccept(timeframe -> {
            assertTrue(atBen.view().timeframe().covers(timeframe), "a peer shows what it holds");
            stages.add("held by 1");
        });
        CompletionStage<Timeframe> byTwo = receipt.heldBy(2);
        world.time().pass(60_000);
        assertEquals("sealed", stages.get(0));
        assertEquals("held by 1", stages.get(stages.size() - 1));
        assertEquals(5, stages.size(), stages.toString());
        assertFalse(byTwo.toCompletableFuture().isDone(), "the second peer is away");
        world.crash(eve);
        eve.start();
        world.await(byTwo);
        assertTrue(eve.party().orElseThrow().view().timeframe().covers(world.await(receipt.sealed())));
        assertThrows(IllegalArgumentException.class, () -> receipt.heldBy(-1));
    }

    @Test
    void writesOfOneBurstHaveTimeframesOfTheirOwn() {
        List<ItemId> ids = new ArrayList<>();
        List<Receipt> receipts = List.of(create(atAda, ids), create(atAda, ids), create(atAda, ids));
        List<Long> lengths = receipts.stream()
                .map(receipt -> world.await(receipt.applied()).totalLength())
                .toList();
        assertEquals(List.of(lengths.get(0), lengths.get(0) + 1, lengths.get(0) + 2), lengths);
        for (int i = 0; i < 3; i++) {
            View view = world.await(atAda.at(world.await(receipts.get(i).applied())));
            assertEquals(i + 1, view.size());
        }
    }

    // ben  0 ── 1 ── not a message        a barrier for what would come after it
    @Test
    void aBarrierSaysSoWhenAFeedEndsBeforeWhatItAwaits() {
        world.await(create(atBen, new ArrayList<>()).applied());
        SigningKey key = ben.dataKey(atAda.key());
        FeedKey feed = new FeedKey(key.publicKey());
        ben.crash(Survival.ALL);
        try (FileStorage storage = FileStorage.open(ben.disk(), new SplittableRandom(1), notice -> {});
                FeedStore store = storage.open(atAda.key())) {
            Extent before = store.extent(feed);
            Extent end = Links.append(feed, before, Bytes.EMPTY);
            store.append(new Run(
                    before.length(), List.of(Bytes.EMPTY), new Head(feed, end, key.sign(Links.headBytes(feed, end)))));
            store.force();
        }
        Extent never = new Extent(3, Hash.ZERO);
        CompletionStage<View> barrier = atAda.await(Timeframe.EMPTY.with(feed, never));
        world.pass(1_000);
        assertFalse(barrier.toCompletableFuture().isDone());
        world.start(ben);
        world.pass(20_000);
        assertEquals(Kind.USAGE, failure(barrier));
        assertEquals(Kind.USAGE, refusal(atAda.await(Timeframe.EMPTY.with(feed, never))));
    }

    @Test
    void aBarrierOpensWhenAllThatItsTimeframeCoversIsShown() {
        world.crash(ben);
        Timeframe written = world.await(create(atAda, new ArrayList<>()).applied());
        assertTrue(world.await(atAda.await(written)).timeframe().covers(written));
        ben.start();
        world.time().pass(1);
        CompletionStage<View> barrier = ben.party().orElseThrow().await(written);
        assertFalse(barrier.toCompletableFuture().isDone());
        assertTrue(world.await(barrier).timeframe().covers(written));
        Map.Entry<FeedKey, Extent> entry =
                written.extents().entrySet().iterator().next();
        Extent branch = new Extent(entry.getValue().length(), Hash.ZERO);
        assertEquals(Kind.USAGE, refusal(atAda.await(Timeframe.EMPTY.with(entry.getKey(), branch))));
        Timeframe later =
                Timeframe.EMPTY.with(entry.getKey(), new Extent(entry.getValue().length() + 9, Hash.ZERO));
        CompletionStage<View> never = atAda.await(later);
        world.time().pass(1_000);
        assertFalse(never.toCompletableFuture().isDone());
        world.await(ada.node().stop());
        assertEquals(Kind.UNAVAILABLE, failure(never));
        assertEquals(Kind.UNAVAILABLE, refusal(atAda.at(written)));
    }

    @Test
    void theStatusTellsHowFarThePartyIs() {
        created(atAda);
        world.await(atBen.await(atAda.view().timeframe()));
        assertTrue(atBen.status().current());
        assertEquals(0, atBen.status().missing());
        assertEquals(1.0, atBen.status().progress());
        assertEquals(List.of(), atBen.status().held());
        assertTrue(atBen.status().known().covers(atAda.view().timeframe()));
    }

    @Test
    void theViewAtATimeframeIsTheViewThatWasAndCannotBeWritten() {
        List<View> views = new ArrayList<>();
        ItemId item = created(atAda);
        for (int i = 0; i < 5; i++) {
            Party writer = i % 2 == 0 ? atAda : atBen;
            world.await(writer.await(
                    views.isEmpty() ? Timeframe.EMPTY : views.get(i - 1).timeframe()));
            world.await(atBen.await(atAda.view().timeframe()));
            world.await(set(writer, item, "n", i).applied());
            views.add(writer.view());
        }
        for (Party party : List.of(atAda, atBen)) {
            world.await(party.await(views.get(4).timeframe()));
            for (int i = 0; i < 5; i++) {
                View then = world.await(party.at(views.get(i).timeframe()));
                assertEquals(views.get(i).timeframe(), then.timeframe());
                assertEquals(views.get(i).stateHash(), then.stateHash());
                assertEquals(Optional.of(Value.of((long) i)), get(then, item, "n"));
                ObjectItem handle = then.item(item).orElseThrow().as(ObjectItem.class);
                EchoException thrown = assertThrows(EchoException.class, () -> handle.set("n", Value.of(9L)));
                assertEquals(Kind.USAGE, thrown.kind());
            }
        }
        assertEquals(0, world.await(atAda.at(Timeframe.EMPTY)).size());
        FeedKey last = feed(views.get(3).timeframe(), views.get(4).timeframe());
        Timeframe open = Timeframe.EMPTY.with(last, views.get(4).timeframe().extent(last));
        assertEquals(Kind.USAGE, refusal(atAda.at(open)), "it depends on messages of the other");
    }

    private static FeedKey feed(Timeframe before, Timeframe after) {
        return after.since(before).extents().keySet().iterator().next();
    }

    @Test
    void aHistoryNamesWhoDidWhatAndWhyItCameToNothing() {
        ItemId item = created(atAda);
        ItemId other = created(atAda);
        world.await(set(atAda, item, "n", 1).applied());
        world.await(atBen.await(atAda.view().timeframe()));
        world.await(atBen.write(batch -> batch.move(item, other)).applied());
        world.await(atAda.await(atBen.view().timeframe()));
        world.await(atAda.write(batch -> batch.move(other, item)).applied());
        world.await(atAda.write(batch -> batch.delete(item)).applied());
        world.await(atAda.write(batch -> batch.restore(item)).applied());

        History history = world.await(atAda.history(item));
        assertEquals(
                List.of(Deed.Kind.CREATE, Deed.Kind.MUTATE, Deed.Kind.MOVE, Deed.Kind.DELETE, Deed.Kind.RESTORE),
                history.deeds().stream().map(Deed::kind).toList());
        assertEquals(
                List.of(0L, 2L, 0L, 4L, 5L),
                history.deeds().stream().map(Deed::block).toList());
        assertFalse(history.more());
        for (Deed deed : history.deeds()) {
            boolean bens = deed.kind() == Deed.Kind.MOVE;
            assertEquals((bens ? ben : ada).node().member(), deed.author());
            assertTrue(deed.effective(), deed.toString());
            assertTrue(deed.timeMs() != 0, "the author's clock");
        }
        Deed cycle = world.await(atAda.history(other)).deeds().get(1);
        assertEquals(Optional.of("the new parent was not there, or lay below the item"), cycle.idle());

        List<Deed> pages = new ArrayList<>();
        History page = world.await(atAda.history(item, Position.FIRST, 2));
        while (page.more()) {
            assertEquals(2, page.deeds().size());
            pages.addAll(page.deeds());
            page = world.await(atAda.history(item, page.end(), 2));
        }
        pages.addAll(page.deeds());
        assertEquals(history.deeds(), pages);
        assertThrows(IllegalArgumentException.class, () -> atAda.history(item, Position.FIRST, 0));
    }

    private static Receipt link(Party party, ItemId from, ItemId to, long value) {
        return party.write(batch -> batch.link(from, "likes", ItemReference.to(to), properties(value)));
    }

    private static Value.MapValue properties(long value) {
        return new Value.MapValue(new TreeMap<>(Map.of("n", Value.of(value))));
    }

    private static LinkChange change(ItemId from, ItemId to, List<Long> before, List<Long> after) {
        return new LinkChange(
                from,
                "likes",
                ItemReference.to(to),
                before.stream().map(PastOfPartyTest::properties).findFirst(),
                after.stream().map(PastOfPartyTest::properties).findFirst());
    }

    @Test
    void aHistoryTellsWhatBecameOfLinks() {
        ItemId item = created(atAda);
        ItemId other = created(atAda);
        world.await(link(atAda, item, other, 1).applied());
        world.await(atBen.await(atAda.view().timeframe()));
        link(atBen, item, other, 2);
        atBen.write(batch -> batch.unlink(item, "likes", ItemReference.to(other)));
        world.await(atBen.write(batch -> batch.unlink(item, "likes", ItemReference.to(other)))
                .applied());
        List<Deed> deeds = world.await(atBen.history(item)).deeds();
        assertEquals(
                List.of(Deed.Kind.CREATE, Deed.Kind.LINK, Deed.Kind.LINK, Deed.Kind.UNLINK, Deed.Kind.UNLINK),
                deeds.stream().map(Deed::kind).toList());
        assertEquals(
                List.of(
                        change(item, other, List.of(), List.of(1L)),
                        change(item, other, List.of(1L), List.of(2L)),
                        change(item, other, List.of(2L), List.of()),
                        change(item, other, List.of(), List.of())),
                deeds.stream().flatMap(deed -> deed.link().stream()).toList());
        assertEquals(ada.node().member(), deeds.get(1).author());
        assertEquals(ben.node().member(), deeds.get(2).author());
        assertTrue(deeds.get(3).effective() && deeds.get(3).timeMs() != 0);
        assertEquals(Optional.of("it changed nothing"), deeds.get(4).idle());
        assertEquals(1, world.await(atBen.history(other)).deeds().size(), "a link is its source's");
    }

    @Test
    void theLinksOfThenAreShownAndTheirDifference() {
        ItemId item = created(atAda);
        ItemId other = created(atAda);
        ItemId removed = created(atAda);
        link(atAda, item, other, 1);
        link(atAda, item, removed, 1);
        world.await(link(atAda, removed, item, 1).applied());
        View then = atAda.view();
        List<ItemId> ids = new ArrayList<>();
        link(atAda, item, other, 2);
        atAda.write(batch -> batch.unlink(item, "likes", ItemReference.to(removed)));
        atAda.write(batch -> batch.delete(removed));
        world.await(create(atAda, ids).applied());
        world.await(link(atAda, ids.get(0), other, 1).applied());
        Timeframe now = atAda.view().timeframe();
        for (View again : List.of(then, world.await(atAda.at(then.timeframe())))) {
            assertEquals(2, again.links(item).size());
            assertEquals(then.links(item), again.links(item));
            assertEquals(then.linksTo(other), again.linksTo(other));
            assertEquals(then.stateHash(), again.stateHash());
        }
        Difference difference = world.await(atAda.diff(then.timeframe(), now));
        List<LinkChange> expected = new ArrayList<>(List.of(
                change(item, other, List.of(1L), List.of(2L)),
                change(item, removed, List.of(1L), List.of()),
                change(removed, item, List.of(1L), List.of()),
                change(ids.get(0), other, List.of(), List.of(1L))));
        expected.sort(Comparator.comparing(LinkChange::from).thenComparing(LinkChange::to));
        assertEquals(expected, difference.links());
        assertEquals(List.of(), difference.changed(), "no item's place or state changed");
        world.await(link(atAda, item, other, 3).applied());
        assertFalse(world.await(atAda.diff(now, atAda.view().timeframe())).isEmpty());
    }

    @Test
    void aWhyTraceTellsTheMutationsThatMadeAValue() {
        ItemId item = created(atAda);
        set(atAda, item, "user.name", 1);
        set(atAda, item, "other", 5);
        world.await(set(atAda, item, "user.age", 2).applied());
        world.await(atBen.await(atAda.view().timeframe()));
        world.await(set(atBen, item, "user.name", 3).applied());
        List<Cause> name = world.await(atBen.why(item, Path.of("user.name")));
        assertEquals(
                List.of(Optional.of(Value.of(1L)), Optional.of(Value.of(3L))),
                name.stream().map(Cause::after).toList());
        assertEquals(Optional.of(Value.of(1L)), name.get(1).before());
        assertEquals(ben.node().member(), name.get(1).deed().author());
        assertEquals(3, world.await(atBen.why(item, Path.of("user"))).size());
        assertEquals(List.of(), world.await(atBen.why(item, Path.of("nothing"))));
        assertEquals(Kind.USAGE, refusal(atBen.why(ItemId.ROOT, Path.of("user"))));
    }

    @Test
    void aDifferenceNamesWhatWasCreatedRemovedAndChanged() {
        ItemId kept = created(atAda);
        ItemId moved = created(atAda);
        ItemId removed = created(atAda);
        Timeframe before = atAda.view().timeframe();
        List<ItemId> ids = new ArrayList<>();
        create(atAda, ids);
        set(atAda, kept, "n", 1);
        atAda.write(batch -> batch.delete(removed));
        world.await(atAda.write(batch -> batch.move(moved, kept)).applied());
        Difference difference = world.await(atAda.diff(before, atAda.view().timeframe()));
        assertEquals(ids, difference.created());
        assertEquals(List.of(removed), difference.removed());
        assertEquals(2, difference.changed().size());
        assertTrue(difference.changed().contains(new Difference.Changed(kept, false, true)));
        assertTrue(difference.changed().contains(new Difference.Changed(moved, true, false)));
        assertTrue(world.await(atAda.diff(before, before)).isEmpty());
        Timeframe unknown = Timeframe.EMPTY.with(
                new FeedKey(Hash.ZERO.bytes()),
                before.extents().values().iterator().next());
        assertEquals(Kind.USAGE, refusal(atAda.diff(before, unknown)));
    }

    /** The ancestor's scenario: ten messages to random feeds of two, each covering all before it, are read in writing order. */
    @Test
    void whatTwoFeedsWroteInTurnIsReadInWritingOrder() {
        for (int seed = 0; seed < 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ItemId item = created(atAda);
            Timeframe written = atAda.view().timeframe();
            for (long i = 0; i < 10; i++) {
                Party party = random.nextBoolean() ? atAda : atBen;
                world.await(party.await(written));
                long value = i;
                Timeframe own = world.await(
                        party.write(batch -> batch.edit(item, ObjectItem.class).push(Path.of("read"), Value.of(value)))
                                .applied());
                written = written.merge(own);
            }
            for (Party party : List.of(atAda, atBen)) {
                View view = world.await(party.await(written));
                assertEquals(
                        "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]",
                        view.item(item).orElseThrow().as(ObjectItem.class).elements(Path.of("read")).stream()
                                .map(value -> ((Value.Int) value).value())
                                .toList()
                                .toString());
            }
        }
    }

    /** The ancestor's scenario: from {f1: 1} on, 2 + 2 messages are three. */
    @Test
    void fromOneOfTwoAndTwoMessagesThreeAreLeft() {
        List<ItemId> ids = new ArrayList<>();
        Timeframe from = world.await(create(atAda, ids).applied());
        create(atAda, ids);
        create(atBen, ids);
        world.await(create(atBen, ids).applied());
        world.await(atAda.await(atBen.view().timeframe()));
        world.await(atBen.await(atAda.view().timeframe()));
        for (Party party : List.of(atAda, atBen)) {
            Difference rest = world.await(party.diff(from, party.view().timeframe()));
            assertEquals(3, rest.created().size());
            assertFalse(rest.created().contains(ids.get(0)));
        }
    }
}
