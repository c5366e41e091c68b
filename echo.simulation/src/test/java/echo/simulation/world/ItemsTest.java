package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.PartyKey;
import echo.api.item.ObjectItem;
import echo.api.model.ModelId;
import echo.api.party.Batch;
import echo.api.party.Deleted;
import echo.api.party.Item;
import echo.api.party.Link;
import echo.api.party.Party;
import echo.api.party.Place;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Places among siblings, links and deletions as an application sees them (PROOF, "Items"). */
class ItemsTest {
    private static final ModelId OBJECT = ModelId.of(ObjectItem.TYPE, "1.0.0");

    private final LoneNode lone = new LoneNode();
    private final Party party = lone.create();

    private void write(Consumer<Batch> edit) {
        lone.await(party.write(edit).durable());
    }

    private ItemId create(ItemId parent, Place place) {
        List<ItemId> created = new ArrayList<>();
        write(batch -> created.add(batch.create(OBJECT, parent, place)));
        return created.get(0);
    }

    private List<ItemId> children(ItemId parent, Deleted which) {
        return party.view().children(parent, which).stream().map(Item::id).toList();
    }

    private List<ItemId> children() {
        return children(ItemId.ROOT, Deleted.HIDE);
    }

    private static Value.MapValue properties(long number) {
        return new Value.MapValue(new TreeMap<>(Map.of("n", Value.of(number))));
    }

    @Test
    void anItemStandsWhereItWasPlaced() {
        ItemId b = create(ItemId.ROOT, Place.LAST);
        ItemId d = create(ItemId.ROOT, Place.LAST);
        ItemId a = create(ItemId.ROOT, Place.FIRST);
        ItemId c = create(ItemId.ROOT, new Place.After(b));
        assertEquals(List.of(a, b, c, d), children());
        write(batch -> batch.move(d, ItemId.ROOT, new Place.Before(b)));
        assertEquals(List.of(a, d, b, c), children());
        write(batch -> batch.move(a, ItemId.ROOT));
        assertEquals(List.of(d, b, c, a), children());
        write(batch -> batch.move(c, b, Place.FIRST));
        assertEquals(List.of(d, b, a), children());
        assertEquals(List.of(c), children(b, Deleted.HIDE));
    }

    @Test
    void whatOneBatchCreatesKeepsItsOrder() {
        List<ItemId> expected = new ArrayList<>();
        write(batch -> {
            for (int i = 0; i < 100; i++) {
                expected.add(batch.create(OBJECT, ItemId.ROOT));
            }
            expected.add(0, batch.create(OBJECT, ItemId.ROOT, Place.FIRST));
            expected.add(50, batch.create(OBJECT, ItemId.ROOT, new Place.Before(expected.get(50))));
            expected.add(8, batch.create(OBJECT, ItemId.ROOT, new Place.After(expected.get(7))));
        });
        assertEquals(expected, children());
    }

    /** The second batch is written before the first is visible. */
    @Test
    void batchesWrittenOneAfterTheOtherKeepTheirOrder() {
        List<ItemId> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            party.write(batch -> expected.add(batch.create(OBJECT, ItemId.ROOT)));
        }
        lone.run("");
        assertEquals(expected, children());
    }

    @Test
    void aPlaceBesideWhatIsNotThereIsRefusedByName() {
        ItemId parent = create(ItemId.ROOT, Place.LAST);
        ItemId child = create(parent, Place.LAST);
        ItemId deleted = create(parent, Place.LAST);
        write(batch -> batch.delete(deleted));
        ItemId unknown = ItemId.parse("77".repeat(ItemId.SIZE));
        for (ItemId sibling : List.of(unknown, parent, deleted)) {
            for (Place place : List.of(new Place.Before(sibling), new Place.After(sibling))) {
                assertNames(sibling, batch -> batch.create(OBJECT, parent, place));
                assertNames(sibling, batch -> batch.move(child, parent, place));
            }
        }
        assertNames(child, batch -> batch.move(child, parent, new Place.After(child)));
        assertNames(child, batch -> {
            batch.delete(child);
            batch.create(OBJECT, parent, new Place.After(child));
        });
    }

    private void assertNames(ItemId item, Consumer<Batch> edit) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> party.write(edit));
        assertTrue(String.valueOf(refusal.getMessage()).contains(item.toString()), refusal.getMessage());
    }

    @Test
    void ofTenItemsOneDeletedNineTenOrOneAreShown() {
        write(batch -> {
            for (int i = 0; i < 10; i++) {
                batch.create(OBJECT, ItemId.ROOT);
            }
        });
        ItemId deleted = children().get(3);
        write(batch -> batch.delete(deleted));
        assertEquals(9, children(ItemId.ROOT, Deleted.HIDE).size());
        assertEquals(10, children(ItemId.ROOT, Deleted.SHOW).size());
        assertEquals(List.of(deleted), children(ItemId.ROOT, Deleted.ONLY));
        assertEquals(deleted, children(ItemId.ROOT, Deleted.SHOW).get(3));
        assertEquals(9, party.view().size());
    }

    /** Restored below a deleted parent, an item is deleted still, until that is restored too. */
    @Test
    void aDeleteCascadesAndARestoreBringsBack() {
        ItemId parent = create(ItemId.ROOT, Place.LAST);
        ItemId child = create(parent, Place.LAST);
        write(batch -> {
            batch.delete(parent);
            batch.delete(child);
        });
        write(batch -> batch.restore(child));
        assertTrue(party.view().item(child).orElseThrow().deleted());
        assertEquals(List.of(child), children(parent, Deleted.HIDE));
        assertEquals(0, party.view().size());
        write(batch -> batch.restore(parent));
        assertFalse(party.view().item(child).orElseThrow().deleted());
        assertEquals(2, party.view().size());
    }

    @Test
    void aLinkHasThePropertiesThatWereGivenLastUntilItIsTakenAway() {
        ItemId from = create(ItemId.ROOT, Place.LAST);
        ItemId to = create(ItemId.ROOT, Place.LAST);
        write(batch -> {
            batch.link(from, "likes", ItemReference.to(to), properties(1));
            batch.link(from, "likes", ItemReference.to(to), properties(2));
            batch.link(from, "knows", ItemReference.to(party.key(), to), Value.MapValue.EMPTY);
        });
        Link knows = new Link(from, "knows", ItemReference.to(to), Value.MapValue.EMPTY);
        Link likes = new Link(from, "likes", ItemReference.to(to), properties(2));
        assertEquals(List.of(knows, likes), party.view().links(from));
        assertEquals(List.of(knows, likes), party.view().linksTo(to));
        assertEquals(List.of(), party.view().links(to));
        assertFalse(party.view().isDangling(likes));
        write(batch -> batch.unlink(from, "likes", ItemReference.to(to)));
        assertEquals(List.of(knows), party.view().links(from));
        assertEquals(List.of(knows), party.view().linksTo(to));
    }

    @Test
    void aLinkToWhatIsMissingOrDeletedIsDangling() {
        ItemId from = create(ItemId.ROOT, Place.LAST);
        ItemId to = create(ItemId.ROOT, Place.LAST);
        ItemId missing = ItemId.parse("77".repeat(ItemId.SIZE));
        write(batch -> {
            batch.link(from, "likes", ItemReference.to(to), Value.MapValue.EMPTY);
            batch.link(from, "likes", ItemReference.to(missing), Value.MapValue.EMPTY);
            batch.delete(to);
        });
        List<Link> links = party.view().links(from);
        assertEquals(2, links.size());
        assertTrue(links.stream().allMatch(party.view()::isDangling));
        write(batch -> batch.restore(to));
        assertEquals(1, links.stream().filter(party.view()::isDangling).count());
        write(batch -> batch.delete(from));
        assertEquals(links, party.view().links(from));
        assertTrue(links.stream().allMatch(party.view()::isDangling));
    }

    @Test
    void whatCannotBeALinkIsRefused() {
        ItemId from = create(ItemId.ROOT, Place.LAST);
        Value.MapValue large = new Value.MapValue(new TreeMap<>(Map.of("x", Value.of("x".repeat(5_000)))));
        ItemReference to = ItemReference.to(from);
        List<Consumer<Batch>> edits = List.of(
                batch -> batch.link(from, "no name", to, Value.MapValue.EMPTY),
                batch -> batch.unlink(from, "", to),
                batch -> batch.link(from, "likes", to, large),
                batch -> batch.link(ItemId.ROOT, "likes", to, Value.MapValue.EMPTY));
        edits.forEach(edit -> assertThrows(IllegalArgumentException.class, () -> party.write(edit)));
    }

    @Test
    void aReferenceLeadsToAnotherPartyThatIsOpenHere() {
        ItemId target = create(ItemId.ROOT, Place.LAST);
        Party other = lone.create();
        ItemReference reference =
                ItemReference.parse("echo://" + party.key().bytes().toHex() + "/" + target);
        assertEquals(ItemReference.to(party.key(), target), reference);
        assertEquals(reference, ItemReference.parse(reference.toString()));
        lone.await(other.write(batch -> {
                    ItemId from = batch.create(OBJECT, ItemId.ROOT);
                    batch.link(from, "likes", reference, Value.MapValue.EMPTY);
                })
                .durable());
        ItemId from = other.view().children(ItemId.ROOT).get(0).id();
        Link link = other.view().links(from).get(0);
        assertEquals(reference, link.to());
        assertFalse(other.view().isDangling(link));
        assertEquals(Optional.of(target), lone.node.resolve(link.to()).map(Item::id));
        PartyKey unknown = new PartyKey(Bytes.hex("88".repeat(PartyKey.SIZE)));
        assertEquals(Optional.empty(), lone.node.resolve(ItemReference.to(unknown, target)));
        assertEquals(Optional.empty(), lone.node.resolve(ItemReference.to(party.key(), from)));
        assertEquals(Optional.empty(), lone.node.resolve(ItemReference.to(target)));
        assertEquals(
                Optional.of(target),
                lone.node.resolve(ItemReference.to(target).from(party.key())).map(Item::id));
    }
}
