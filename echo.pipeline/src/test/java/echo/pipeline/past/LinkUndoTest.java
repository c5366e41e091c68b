package echo.pipeline.past;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.past.Undo.NotUndoable;
import echo.api.past.Undo.Undone;
import echo.api.value.Value;
import echo.codec.Operation;
import echo.codec.Operation.Link;
import echo.codec.Operation.Unlink;
import echo.pipeline.items.ItemTree;
import echo.pipeline.items.ItemTree.OrderedBatch;
import echo.pipeline.past.UndoPlan.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A link is taken back as long as it is what one's own operation left; what another did to it since stays. */
class LinkUndoTest {
    private static final FeedKey A = new FeedKey(Hash.of(Bytes.utf8("a")).bytes());
    private static final FeedKey B = new FeedKey(Hash.of(Bytes.utf8("b")).bytes());
    private static final ItemId I = ItemId.of(A, Bytes.hex("0000000000000001"));
    private static final ItemReference J = ItemReference.to(ItemId.of(A, Bytes.hex("0000000000000002")));
    private static final Unlink UNLINK = new Unlink(I, "likes", J);

    private static Link link(long value) {
        return new Link(I, "likes", J, new Value.MapValue(new TreeMap<>(Map.of("n", Value.of(value)))));
    }

    private static OrderedBatch batch(long lamport, FeedKey feed, Operation... operations) {
        return new OrderedBatch(new Position(lamport, feed, 0), new MemberKey(feed.bytes()), 0, List.of(operations));
    }

    /** Plans to take back {@code batch}, after {@code batches}. */
    private static Plan undo(OrderedBatch batch, List<OrderedBatch> batches) {
        ItemTree tree = new ItemTree();
        batches.forEach(each -> tree.apply(List.of(each)));
        return UndoPlan.of(batch.position(), batch.operations(), tree, tree.snapshot())
                .carryOut();
    }

    private static Plan undo(OrderedBatch... batches) {
        return undo(batches[0], List.of(batches));
    }

    private static Plan undone(Operation... written) {
        return new Plan(List.of(written), List.of(new Undone(I)));
    }

    private static Plan stands(String reason) {
        return new Plan(List.of(), List.of(new NotUndoable(I, reason)));
    }

    @Test
    void aLinkIsTakenAwayAndOneTakenAwayComesBackAsItWas() {
        assertEquals(undone(UNLINK), undo(batch(1, A, link(1))));
        assertEquals(undone(link(1)), undo(batch(2, A, link(2)), batch(1, A, link(1))));
        assertEquals(undone(link(1)), undo(batch(2, A, UNLINK), batch(1, B, link(1))));
    }

    @Test
    void whatAnotherDidToItSinceStays() {
        assertEquals(stands("it was unlinked since"), undo(batch(1, A, link(1)), batch(2, B, UNLINK)));
        assertEquals(stands("the link was changed since"), undo(batch(1, A, link(1)), batch(2, B, link(2))));
        assertEquals(stands("another linked it too"), undo(batch(1, A, link(1)), batch(2, B, link(1))));
        OrderedBatch first = batch(1, B, link(1));
        assertEquals(stands("it was linked since"), undo(batch(2, A, UNLINK), batch(3, B, link(1)), first));
        assertEquals(stands("another unlinked it too"), undo(batch(2, A, UNLINK), batch(3, B, UNLINK), first));
        assertEquals(stands("the link was changed since"), undo(batch(1, A, link(1)), batch(2, A, link(2))));
    }

    @Test
    void whatHadNoEffectStands() {
        assertEquals(stands("it had no effect: it changed nothing"), undo(batch(1, A, UNLINK)));
        assertEquals(stands("it had no effect: it changed nothing"), undo(batch(2, A, link(1)), batch(1, B, link(1))));
        assertEquals(stands("it is not applied"), undo(batch(1, A, link(1)), List.of(batch(1, B, link(1)))));
    }

    // B  2: i→j {1}, late        A  3: i→j {2}
    //
    // Without B's there was no link before A's; with it there was one.
    @Test
    void aLateOperationIsWhatWasBefore() {
        OrderedBatch mine = batch(3, A, link(2));
        assertEquals(undone(UNLINK), undo(mine));
        assertEquals(undone(link(1)), undo(mine, batch(2, B, link(1))));
    }

    @Test
    void aBatchIsTakenBackBackwards() {
        OrderedBatch batch = batch(2, A, link(1), UNLINK, link(2));
        Plan plan = undo(batch, batch(1, B, link(9)));
        assertEquals(List.of(UNLINK, link(1), link(9)), plan.operations());
        assertEquals(3, plan.parts().stream().filter(Undone.class::isInstance).count());
        assertEquals(
                plan.operations(),
                undo(batch, List.of(batch, batch(1, B, link(9)))).operations());
    }

    @Test
    void toUndoAnUndoIsToRedo() {
        OrderedBatch first = batch(1, A, link(1));
        OrderedBatch undo = batch(2, A, UNLINK);
        OrderedBatch redo = batch(3, A, link(1));
        assertEquals(undone(link(1)), undo(undo, first));
        assertEquals(undone(UNLINK), undo(redo, undo, first));
        assertEquals(undone(UNLINK), undo(first, undo, redo), "by name");
    }

    /** Whoever is asked, and however it all came: the same is written, and then the link is what it was before the batch. */
    @Test
    void theSameIsUndoneHoweverItCame() {
        int undone = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<OrderedBatch> batches = new ArrayList<>();
            for (int lamport = 1; lamport <= 6; lamport++) {
                Operation operation = random.nextInt(3) == 0 ? UNLINK : link(random.nextInt(3));
                batches.add(batch(lamport, random.nextInt(3) == 0 ? B : A, operation));
            }
            OrderedBatch some = batches.get(random.nextInt(6));
            Plan plan = undo(some, batches);
            List<OrderedBatch> arrival = new ArrayList<>(batches);
            Collections.shuffle(arrival, new Random(seed));
            assertEquals(plan, undo(some, arrival), "seed " + seed);
            List<OrderedBatch> since = batches.subList(batches.indexOf(some) + 1, 6);
            if (since.stream()
                    .anyMatch(batch ->
                            !batch.position().feed().equals(some.position().feed()))) {
                assertEquals(List.of(), plan.operations(), "seed " + seed);
            }
            if (!plan.operations().isEmpty()) {
                undone++;
                List<OrderedBatch> before = batches.subList(0, batches.indexOf(some));
                List<OrderedBatch> after = new ArrayList<>(batches);
                after.add(batch(7, A, plan.operations().get(0)));
                assertEquals(links(before), links(after), "seed " + seed);
            }
        }
        assertTrue(undone > 100, "only " + undone);
    }

    private static List<String> links(List<OrderedBatch> batches) {
        ItemTree tree = new ItemTree();
        tree.apply(batches);
        List<String> links = new ArrayList<>();
        tree.snapshot().links().incoming().forEach(link -> links.add(link.toString()));
        return links;
    }
}
