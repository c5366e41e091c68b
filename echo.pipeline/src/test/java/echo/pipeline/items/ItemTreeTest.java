package echo.pipeline.items;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.model.ModelId;
import echo.api.value.Value;
import echo.codec.Operation;
import echo.codec.Operation.Create;
import echo.codec.Operation.Delete;
import echo.codec.Operation.Link;
import echo.codec.Operation.Move;
import echo.codec.Operation.Mutate;
import echo.codec.Operation.Restore;
import echo.codec.Operation.Unlink;
import echo.codec.Rank;
import echo.pipeline.items.ItemTree.OrderedBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What readers see of items: deletes that cascade, models that come late, and creates that turn out to be others. */
class ItemTreeTest {
    private static final ModelId JOURNAL = new ModelId("test.journal", 1, 0);
    private static final ModelId OTHER = new ModelId("test.other", 1, 0);
    private static final FeedKey A = feed("a");
    private static final FeedKey B = feed("b");

    private static FeedKey feed(String name) {
        return new FeedKey(Hash.of(Bytes.utf8(name)).bytes());
    }

    private static Bytes nonce(int number) {
        return Bytes.hex(String.format("%016x", number));
    }

    private static ItemId item(FeedKey creator, int number) {
        return ItemId.of(creator, nonce(number));
    }

    private static Create create(int number, ModelId model, ItemId parent) {
        return new Create(nonce(number), model, parent);
    }

    private static OrderedBatch batch(long lamport, FeedKey feed, Operation... operations) {
        return new OrderedBatch(new Position(lamport, feed, 0), new MemberKey(feed.bytes()), 0, List.of(operations));
    }

    private static boolean deleted(ItemTree tree, ItemId item) {
        return tree.snapshot().isDeleted(tree.snapshot().records().get(item).orElseThrow());
    }

    @Test
    void aDeleteCascadesAndARestoreBringsBack() {
        ItemTree tree = new ItemTree();
        ItemId parent = item(A, 1);
        ItemId child = item(A, 2);
        ItemId grandchild = item(A, 3);
        tree.apply(List.of(
                batch(1, A, create(1, JOURNAL, ItemId.ROOT), create(2, JOURNAL, parent), create(3, JOURNAL, child))));
        tree.apply(List.of(batch(2, A, new Delete(parent))));
        assertTrue(deleted(tree, parent) && deleted(tree, child) && deleted(tree, grandchild));
        tree.apply(List.of(batch(3, A, new Move(child, ItemId.ROOT))));
        assertTrue(deleted(tree, parent));
        assertFalse(deleted(tree, child) || deleted(tree, grandchild));
        tree.apply(List.of(batch(4, A, new Restore(parent), new Move(child, parent))));
        assertFalse(deleted(tree, parent) || deleted(tree, child) || deleted(tree, grandchild));
    }

    @Test
    void siblingsStandInTheOrderInWhichTheyWerePlaced() {
        ItemTree tree = new ItemTree();
        tree.apply(List.of(
                batch(1, A, create(1, JOURNAL, ItemId.ROOT), create(2, JOURNAL, ItemId.ROOT)),
                batch(2, A, new Move(item(A, 1), ItemId.ROOT))));
        tree.apply(List.of(batch(1, B, create(9, JOURNAL, ItemId.ROOT))));
        List<ItemId> order = children(tree);
        ItemId lateCreate = item(B, 9);
        assertEquals(
                A.compareTo(B) < 0
                        ? List.of(item(A, 2), lateCreate, item(A, 1))
                        : List.of(lateCreate, item(A, 2), item(A, 1)),
                order);
    }

    /** P6, P9: with the code from the start, or late, or gone and back: one state. */
    @Test
    void anItemWithoutCodeComesAliveWithTheStateThatItWouldHaveHad() {
        ItemTree early = new ItemTree();
        early.add(JOURNAL, new JournalModel());
        ItemTree late = new ItemTree();
        for (ItemTree tree : List.of(early, late)) {
            tree.apply(List.of(batch(5, A, create(1, JOURNAL, ItemId.ROOT), mutate(1, "x"), mutate(1, "y"))));
            tree.apply(List.of(batch(3, B, mutate(1, "z"))));
        }
        assertEquals(1, late.snapshot().opaqueCount());
        late.add(JOURNAL, new JournalModel());
        assertEquals(0, late.snapshot().opaqueCount());
        assertEquals(early.snapshot().stateHash(), late.snapshot().stateHash());
        late.remove(JOURNAL);
        assertEquals(1, late.snapshot().opaqueCount());
        late.add(JOURNAL, new JournalModel());
        assertEquals(early.snapshot().stateHash(), late.snapshot().stateHash());
    }

    // A  1: create i, j      2: link i→j {1}     4: link i→j {2}
    // B                      3: unlink i→j
    //
    // Whatever comes when, the last in the order decides: i is linked to j, with {2}.
    @Test
    void ofAllOperationsOnALinkTheLastInTheOrderDecides() {
        ItemId i = item(A, 1);
        ItemReference j = ItemReference.to(item(A, 2));
        List<OrderedBatch> batches = List.of(
                batch(1, A, create(1, JOURNAL, ItemId.ROOT), create(2, JOURNAL, ItemId.ROOT)),
                batch(2, A, new Link(i, "likes", j, properties(1))),
                batch(3, B, new Unlink(i, "likes", j)),
                batch(4, A, new Link(i, "likes", j, properties(2))));
        Hash expected = hash(batches);
        for (List<OrderedBatch> arrival : permutations(batches)) {
            ItemTree tree = new ItemTree();
            arrival.forEach(batch -> tree.apply(List.of(batch)));
            var link = new echo.api.party.Link(i, "likes", j, properties(2));
            assertEquals(List.of(link), tree.snapshot().links(i));
            assertEquals(List.of(link), tree.snapshot().linksTo(j));
            assertEquals(expected, hash(arrival));
        }
        List<OrderedBatch> untilUnlinked = List.of(batches.get(2), batches.get(0), batches.get(1));
        assertNotEquals(expected, hash(untilUnlinked));
        ItemTree tree = new ItemTree();
        untilUnlinked.forEach(batch -> tree.apply(List.of(batch)));
        assertEquals(List.of(), tree.snapshot().links(i));
        assertEquals(List.of(), tree.snapshot().linksTo(j));
    }

    @Test
    void aLinkOfAnItemThatIsNotThereYetShowsWhenItIs() {
        ItemTree tree = new ItemTree();
        ItemId i = item(A, 1);
        ItemReference j = ItemReference.to(item(A, 2));
        tree.apply(List.of(batch(2, B, new Link(i, "likes", j, properties(1)))));
        assertEquals(List.of(), tree.snapshot().links(i));
        assertEquals(List.of(), tree.snapshot().linksTo(j));
        assertEquals(Snapshot.EMPTY.stateHash(), tree.snapshot().stateHash());
        tree.apply(List.of(batch(1, A, create(1, JOURNAL, ItemId.ROOT))));
        assertEquals(1, tree.snapshot().links(i).size());
        assertEquals(1, tree.snapshot().linksTo(j).size());
    }

    private static Value.MapValue properties(long number) {
        return new Value.MapValue(new TreeMap<>(Map.of("n", Value.of(number))));
    }

    private static <T> List<List<T>> permutations(List<T> list) {
        if (list.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            List<T> rest = new ArrayList<>(list);
            T first = rest.remove(i);
            for (List<T> tail : permutations(rest)) {
                List<T> permutation = new ArrayList<>(List.of(first));
                permutation.addAll(tail);
                all.add(permutation);
            }
        }
        return all;
    }

    /** Of equal ranks the one that was placed first comes first. */
    @Test
    void siblingsStandInTheOrderOfTheirRanks() {
        ItemTree tree = new ItemTree();
        Rank low = new Rank(Bytes.hex("7fff"));
        Rank high = new Rank(Bytes.hex("8001"));
        tree.apply(List.of(batch(
                1,
                A,
                new Create(nonce(1), JOURNAL, ItemId.ROOT, high),
                new Create(nonce(2), JOURNAL, ItemId.ROOT),
                new Create(nonce(3), JOURNAL, ItemId.ROOT, low),
                new Create(nonce(4), JOURNAL, ItemId.ROOT, low))));
        assertEquals(List.of(item(A, 3), item(A, 4), item(A, 2), item(A, 1)), children(tree));
        tree.apply(List.of(batch(2, A, new Move(item(A, 1), ItemId.ROOT, low))));
        assertEquals(List.of(item(A, 3), item(A, 4), item(A, 1), item(A, 2)), children(tree));
    }

    private static List<ItemId> children(ItemTree tree) {
        return tree.snapshot().children(ItemId.ROOT).stream()
                .map(ItemRecord::id)
                .toList();
    }

    private static Mutate mutate(int number, String word) {
        return new Mutate(item(A, number), Bytes.utf8(word));
    }

    // B  1: create p
    // A  2: create i as journal below p      3: create i (the same nonce) as other below the root
    //
    // Without p the first create of i does nothing and the second stands; once p is there it is the other way round.
    @Test
    void anItemThatTurnsOutToBeOfAnotherTypeIsFoldedByThatModel() {
        List<OrderedBatch> batches = List.of(
                batch(1, B, create(7, JOURNAL, ItemId.ROOT)),
                batch(2, A, create(1, JOURNAL, item(B, 7))),
                batch(3, A, create(1, OTHER, ItemId.ROOT)),
                batch(4, A, mutate(1, "x")));
        Hash inOrder = hash(batches);
        assertEquals(inOrder, hash(List.of(batches.get(1), batches.get(2), batches.get(3), batches.get(0))));
    }

    private static Hash hash(List<OrderedBatch> arrival) {
        ItemTree tree = new ItemTree();
        tree.add(JOURNAL, new JournalModel());
        tree.add(OTHER, new JournalModel("other"));
        arrival.forEach(batch -> tree.apply(List.of(batch)));
        return tree.snapshot().stateHash();
    }
}
