package echo.model.object;

import static echo.model.object.ObjectItemTest.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.item.ObjectItem;
import echo.api.value.Path;
import echo.api.value.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two members edit one item apart and heal (P1). Feed a sorts before feed b. */
class ConcurrentEditsTest {
    private static final Path LIST = Path.of("list");
    private static final Path TAGS = Path.of("tags");

    private final Replica a = new Replica(1);
    private final Replica b = new Replica(2);

    /**
     * <pre>
     *   a: A0 ── A1      one property, A0 and A1 concurrent with B0;
     *   b: B0            in order: A0 B0 A1
     * </pre>
     */
    @Test
    void theAncestorsDivergenceOfThreeMessagesConverges() {
        a.item().set("x", Value.of("A0"));
        a.item().set("x", Value.of("A1"));
        b.item().set("x", Value.of("B0"));
        heal();
        assertEquals(Optional.of(Value.of("A1")), a.item().get("x"));
    }

    @Test
    void differentPropertiesBothStandAndTheLaterOfOneStands() {
        a.item().set("x", Value.of(1));
        b.item().set("y", Value.of(2));
        b.item().set("x", Value.of(3));
        heal();
        assertEquals(Optional.of(Value.of(3)), a.item().get("x"));
        assertEquals(Optional.of(Value.of(2)), a.item().get("y"));
    }

    @Test
    void editsOfAListMeetElementByElement() {
        shareList();
        a.item().removeAt(LIST, 1);
        a.item().push(LIST, Value.of(4));
        b.item().insert(LIST, 2, Value.of(25));
        b.item().removeAt(LIST, 0);
        heal();
        assertEquals(Optional.of(numbers(25, 3, 4)), a.item().get(LIST));
    }

    @Test
    void runsInsertedAtOnePlaceDoNotMix() {
        shareList();
        for (int i = 0; i < 3; i++) {
            a.item().insert(LIST, 1 + i, Value.of(10 + i));
            b.item().insert(LIST, 1 + i, Value.of(20 + i));
        }
        heal();
        assertEquals(
                Optional.of(numbers(1, 20, 21, 22, 10, 11, 12, 2, 3)), a.item().get(LIST));
    }

    @Test
    void anElementRemovedTwiceIsGoneOnce() {
        shareList();
        a.item().removeAt(LIST, 0);
        b.item().removeAt(LIST, 0);
        heal();
        assertEquals(Optional.of(numbers(2, 3)), a.item().get(LIST));
        assertEquals("the list has no such element, or no longer", a.ignored());
    }

    @Test
    void anInsertIntoAReplacedListSaysSo() {
        shareList();
        a.item().set(LIST, numbers(7));
        b.item().insert(LIST, 1, Value.of(8));
        heal();
        assertEquals(Optional.of(numbers(7)), a.item().get(LIST));
        assertEquals("the list in which to insert was replaced", a.ignored());
    }

    @Test
    void anAddingThatTheRemoverHadNotSeenStands() {
        a.item().add(TAGS, Value.of("t"));
        a.heal(b);
        a.item().remove(TAGS, Value.of("t"));
        b.item().add(TAGS, Value.of("t"));
        heal();
        assertEquals(List.of(Value.of("t")), a.item().elements(TAGS));
        a.item().remove(TAGS, Value.of("t"));
        heal();
        assertEquals(List.of(), b.item().elements(TAGS));
    }

    @Test
    void aStaleHandleStillRemovesWhatItsFeedAdded() {
        a.item().add(TAGS, Value.of("t"));
        Replica blank = new Replica(1);
        blank.item().set("x", Value.of(1));
        blank.item().remove(TAGS, Value.of("t"));
        a.receive(blank);
        assertEquals(List.of(), a.item().elements(TAGS));
    }

    @Test
    void aSetPropertyThatBecomesAListIsWhatTheLaterSays() {
        a.item().add(TAGS, Value.of(1));
        b.item().push(TAGS, Value.of(2));
        heal();
        assertEquals(List.of(Value.of(2)), a.item().elements(TAGS));
    }

    private void shareList() {
        ObjectItem first = a.item();
        first.set(LIST, numbers(1, 2, 3));
        a.heal(b);
    }

    private void heal() {
        a.heal(b);
        assertEquals(a.saved(), b.saved());
        assertEquals(a.state(), new ObjectModel().codec().orElseThrow().load(a.saved()));
    }
}
