package echo.model.object;

import static echo.model.object.ObjectItemTest.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.Bytes;
import echo.api.item.ObjectItem;
import echo.api.model.Mutation;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.model.object.format.MutationFormat;
import echo.model.object.format.ValueFormat;
import echo.model.object.state.Change;
import echo.model.object.state.ElementId;
import echo.model.object.state.Origin;
import echo.model.object.state.SetElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What taking a change back does, alone and among others' edits (docs/format.md, "Taking back"). Feed a sorts before feed b. */
class UndoTest {
    private static final int SEEDS = 2_000;
    private static final Path LIST = Path.of("all.list");
    private static final Path TAGS = Path.of("all.set");

    private final Replica a = new Replica(1);
    private final Replica b = new Replica(2);

    @Test
    void aSetGivesBackWhatWasThereBefore() {
        a.item().set("x", Value.of(1));
        a.item().set("x", Value.of("two"));
        Mutation set = a.last();
        Mutation undone = a.undo(set).orElseThrow();
        assertEquals(Optional.of(Value.of(1)), a.item().get("x"));
        a.undo(undone);
        assertEquals(Optional.of(Value.of("two")), a.item().get("x"));
    }

    @Test
    void whatSomebodyHasChangedSinceStays() {
        a.item().set("x", Value.of(1));
        Mutation set = a.last();
        heal();
        b.item().set("x", Value.of(2));
        heal();
        assertEquals(Optional.empty(), a.undo(set));
        assertEquals(Optional.of(Value.of(2)), a.item().get("x"));
    }

    @Test
    void ofAMapThatWasSetTheKeysThatNobodyTouchedAreTakenBack() {
        a.item().set("user", Value.of(Map.of("name", Value.of("Ann"), "online", Value.of(true))));
        a.item().set("user", Value.of(Map.of("name", Value.of("Anna"))));
        Mutation set = a.last();
        heal();
        b.item().set("user.age", Value.of(30));
        heal();
        a.undo(set);
        assertEquals(
                Optional.of(Value.of(Map.of("name", Value.of("Ann"), "online", Value.of(true), "age", Value.of(30)))),
                a.item().get("user"));
    }

    @Test
    void aTextThatHadToGiveWayToAMapComesBackUnlessTheMapIsInUse() {
        a.item().set("x", Value.of("text"));
        a.item().set("x.y.z", Value.of(1));
        Mutation set = a.last();
        heal();
        assertEquals(1, b.undo(set).stream().count());
        assertEquals(Value.of(Map.of("x", Value.of("text"))), b.item().properties());
        a.item().set("x.y.other", Value.of(2));
        a.undo(set);
        assertEquals(
                Optional.of(Value.of(Map.of("other", Value.of(2)))), a.item().get("x.y"));
    }

    @Test
    void anUnsetMapComesBackWithTheSetsInIt() {
        a.item().add(Path.of("m.tags"), Value.of("t"));
        a.item().increment("m.n", 3);
        a.item().push(Path.of("m.list"), Value.of(1));
        Value before = a.item().properties();
        a.item().unset(Path.of("m"));
        Mutation unset = a.last();
        Mutation undone = a.undo(unset).orElseThrow();
        assertEquals(before, a.item().properties());
        heal();
        b.item().add(Path.of("m.tags"), Value.of("u"));
        assertEquals(List.of(Value.of("t"), Value.of("u")), b.item().elements(Path.of("m.tags")));
        a.undo(undone);
        assertEquals(Value.MapValue.EMPTY, a.item().properties());
    }

    @Test
    void aKeyThatNoPathCanNameComesBackWithItsMap() {
        a.item().set("m", Value.of(Map.of("", Value.of(1))));
        a.item().set("m", Value.of(Map.of("", Value.of(2), "k", Value.of(3))));
        a.undo(a.last());
        assertEquals(Optional.of(Value.of(Map.of("", Value.of(1)))), a.item().get("m"));
    }

    @Test
    void anIncrementIsTakenBackByItsNegativeUnlessTheCountBeganAnew() {
        a.item().increment("n", 5);
        Mutation increment = a.last();
        heal();
        b.item().increment("n", 7);
        heal();
        a.undo(increment);
        assertEquals(Optional.of(Value.of(7)), a.item().get("n"));
        b.item().increment("n", 1);
        Mutation late = b.last();
        b.item().set("n", Value.of(0));
        b.item().increment("n", 2);
        assertEquals(Optional.empty(), b.undo(late));
    }

    @Test
    void aRemovedElementComesBackInItsPlace() {
        a.item().set(LIST, numbers(1, 2, 3));
        a.item().removeAt(LIST, 1);
        Mutation removal = a.last();
        heal();
        b.item().removeAt(LIST, 0);
        b.item().push(LIST, Value.of(4));
        heal();
        Mutation undone = a.undo(removal).orElseThrow();
        assertEquals(numbers(2, 3, 4), a.item().get(LIST).orElseThrow());
        a.undo(undone);
        assertEquals(numbers(3, 4), a.item().get(LIST).orElseThrow());
    }

    @Test
    void anElementThatAnotherAddedTooStays() {
        a.item().add(TAGS, Value.of("t"));
        Mutation adding = a.last();
        b.item().add(TAGS, Value.of("t"));
        heal();
        a.undo(adding);
        assertEquals(List.of(Value.of("t")), a.item().elements(TAGS));
    }

    @Test
    void anElementThatWasPushedAndRemovedIsGoneOnceBothAreTakenBack() {
        a.item().push(LIST, Value.of("x"));
        Mutation push = a.last();
        a.item().removeAt(LIST, 0);
        a.undo(a.last());
        assertEquals(List.of(Value.of("x")), a.item().elements(LIST));
        a.undo(push);
        assertEquals(List.of(), a.item().elements(LIST));
    }

    @Test
    void anElementThatWasAddedAndRemovedIsGoneOnceBothAreTakenBack() {
        a.item().add(TAGS, Value.of("t"));
        Mutation adding = a.last();
        a.item().remove(TAGS, Value.of("t"));
        a.undo(a.last());
        assertEquals(List.of(Value.of("t")), a.item().elements(TAGS));
        a.undo(adding);
        assertEquals(List.of(), a.item().elements(TAGS));
    }

    /** Seed 429 of the contract: a count of 0 was no more than nothing, so nothing was to be unset. */
    @Test
    void whatIsGoneIsNotUnsetAgain() {
        a.item().set("x", Value.of("text"));
        a.item().increment("x.n", 0);
        Mutation increment = a.last();
        heal();
        b.item().set("x", Value.of(Map.of("k", Value.of(1))));
        heal();
        assertEquals(Optional.empty(), a.undo(increment));
    }

    @Test
    void whatIsAddedAndRemovedInOneMutationIsNotThereWhenThatIsTakenBack() {
        SetElement element = ValueFormat.element(Value.of("t"));
        List<String> path = TAGS.keys();
        a.mutate(MutationFormat.write(
                List.of(new Change.Add(path, element, List.of()), new Change.Remove(path, element, List.of()))));
        Mutation undone = a.undo(a.last()).orElseThrow();
        assertEquals(List.of(), a.item().elements(TAGS));
        a.undo(undone);
        assertEquals(List.of(), a.item().elements(TAGS));
    }

    @Test
    void anElementThatWasAddedAgainIsGoneOnceBothAddingsAreTakenBack() {
        a.item().add(TAGS, Value.of("t"));
        Mutation first = a.last();
        a.item().add(TAGS, Value.of("t"));
        a.undo(a.last());
        assertEquals(List.of(Value.of("t")), a.item().elements(TAGS));
        a.undo(first);
        assertEquals(List.of(), a.item().elements(TAGS));
    }

    @Test
    void anElementThatItsWriterTookBackDoesNotStayBecauseAnotherTookItsRemovalBack() {
        b.item().add(TAGS, Value.of("t"));
        Mutation adding = b.last();
        heal();
        a.item().remove(TAGS, Value.of("t"));
        a.undo(a.last());
        heal();
        assertEquals(List.of(Value.of("t")), b.item().elements(TAGS));
        b.undo(adding);
        assertEquals(List.of(), b.item().elements(TAGS));
    }

    @Test
    void anAddingThatAnotherHasRemovedSinceDoesNotComeBack() {
        a.item().add(TAGS, Value.of("t"));
        heal();
        b.item().add(TAGS, Value.of("t"));
        Mutation adding = b.last();
        heal();
        a.item().remove(TAGS, Value.of("t"));
        heal();
        assertEquals(Optional.empty(), b.undo(adding));
        assertEquals(List.of(), b.item().elements(TAGS));
    }

    @Test
    void anElementThatAnotherRemovedSinceItCameBackStaysAway() {
        a.item().push(LIST, Value.of(1));
        Mutation push = a.last();
        Mutation undone = a.undo(push).orElseThrow();
        Mutation redone = a.undo(undone).orElseThrow();
        heal();
        b.item().removeAt(LIST, 0);
        heal();
        assertEquals(Optional.empty(), a.undo(redone));
        assertEquals(List.of(), a.item().elements(LIST));
    }

    @Test
    void aRefillThatFoundTheElementThereLeavesItThereWhenItIsTakenBack() {
        a.item().push(LIST, Value.of(1));
        ElementId element = new Origin(a.last().position(), 0).element(0);
        a.mutate(MutationFormat.write(List.of(
                new Change.Set(List.of("x"), Value.of(1)), new Change.Refill(LIST.keys(), element, Value.of(2)))));
        a.undo(a.last());
        assertEquals(Optional.empty(), a.item().get("x"));
        assertEquals(List.of(Value.of(1)), a.item().elements(LIST));
    }

    @Test
    void aListThatComesBackWithItsMapHasTheElementsThatEarlierChangesName() {
        Path list = Path.of("m.list");
        a.item().push(list, Value.of(1));
        a.item().push(list, Value.of(2));
        Mutation push = a.last();
        a.item().unset(Path.of("m"));
        Mutation back = a.undo(a.last()).orElseThrow();
        heal();
        Mutation without = b.undo(push).orElseThrow();
        assertEquals(List.of(Value.of(1)), b.item().elements(list));
        b.undo(without);
        assertEquals(List.of(Value.of(1), Value.of(2)), b.item().elements(list));
        b.undo(back);
        assertEquals(Optional.empty(), b.item().get("m"));
    }

    @Test
    void aCountThatComesBackGoesOnAndAnIncrementOfItCanBeTakenBack() {
        a.item().increment("n", 5);
        Mutation increment = a.last();
        a.item().set("n", Value.of("text"));
        a.undo(a.last());
        a.item().increment("n", 2);
        a.undo(increment);
        assertEquals(Optional.of(Value.of(2)), a.item().get("n"));
    }

    @Test
    void aChangeThatTakesTheRoomOfARestIsStillTakenBack() {
        a.item().set("x", Value.of("text"));
        Mutation set = a.last();
        a.item().unset(Path.of("x"));
        Mutation unset = a.last();
        a.item().push(Path.of("x.list"), Value.of(1));
        a.undo(a.last());
        a.undo(unset);
        assertEquals(Optional.of(Value.of("text")), a.item().get("x"));
        a.undo(set);
        assertEquals(Optional.empty(), a.item().get("x"));
    }

    @Test
    void anEmptyListThatSomebodySetIsNoRest() {
        a.item().set("x", Value.of("text"));
        a.item().unset(Path.of("x"));
        Mutation unset = a.last();
        heal();
        b.item().set("x", Value.of(List.of()));
        heal();
        assertEquals(Optional.empty(), a.undo(unset));
    }

    @Test
    void whatIsNoMutationHasNothingToTakeBack() {
        a.item().set("x", Value.of(1));
        Mutation set = a.last();
        assertEquals(Optional.empty(), a.undo(new Mutation(set.position(), set.author(), 0, Bytes.hex("ff"))));
    }

    /** Alone: everything is as it was, and by the undo of the undo as it then became. */
    @Test
    void anUndoneCommandLeavesWhatWasThereAndARedoneOneWhatCameOfIt() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Replica one = new Replica(1);
            shared(one.item());
            for (int i = random.nextInt(12); i > 0; i--) {
                command(one.item(), "a", random);
            }
            Value before = tidy(one.item().properties());
            command(one.item(), "a", random);
            Value after = tidy(one.item().properties());
            Optional<Mutation> undone = one.undo(one.last());
            assertEquals(before, tidy(one.item().properties()), "undone, seed " + seed);
            if (undone.isPresent()) {
                one.undo(undone.get());
                assertEquals(after, tidy(one.item().properties()), "redone, seed " + seed);
            } else {
                assertEquals(before, after, "nothing to undo, seed " + seed);
            }
        }
    }

    /**
     * Among others: all is as if the undone command had never been, when others edited other properties, elements and the
     * same counter.
     *
     * <pre>
     *   a: … ┬─ command ─────┬─ undo
     *   b: … ┴─ edits, apart ┴─
     * </pre>
     */
    @Test
    void anUndoneCommandLeavesWhatOthersDid() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Replica ann = new Replica(random.nextBoolean() ? 1 : 3);
            Replica bob = new Replica(2);
            shared(ann.item());
            ann.heal(bob);
            for (int i = random.nextInt(8); i > 0; i--) {
                command(ann.item(), "a", random);
                command(bob.item(), "b", random);
                ann.heal(bob);
            }
            command(ann.item(), "a", random);
            Mutation command = ann.last();
            for (int i = random.nextInt(8); i > 0; i--) {
                command(bob.item(), "b", random);
            }
            ann.heal(bob);
            Value expected = tidy(ann.without(command::equals).root().value());
            ann.undo(command);
            bob.heal(ann);
            assertEquals(expected, tidy(bob.item().properties()), "seed " + seed);
            assertEquals(ann.saved(), bob.saved(), "seed " + seed);
        }
    }

    private static void shared(ObjectItem item) {
        item.set(LIST, numbers(1, 2, 3));
        item.increment("all.n", 10);
        item.add(TAGS, Value.of("tag"));
    }

    /** Something that the member {@code who} does to its own properties, or to its own elements of those that all share. */
    private static void command(ObjectItem item, String who, RandomGenerator random) {
        Path path = Path.of(who + List.of("", ".x", ".x.y", ".z").get(random.nextInt(4)));
        Value element = Value.of(who + random.nextInt(3));
        int size = item.elements(LIST).size();
        switch (random.nextInt(11)) {
            case 0 -> item.set(path, Value.of(random.nextInt(1, 9)));
            case 1 -> item.set(path, Value.of(Map.of("x", Value.of(random.nextInt(1, 3)), "y", element)));
            case 2 -> item.unset(path);
            case 3 -> item.add(path, element);
            case 4 -> item.push(path, element);
            case 5 -> item.increment(Path.of(who + ".n"), random.nextInt(1, 9));
            case 6 -> item.increment("all.n", random.nextInt(1, 9));
            case 7 -> item.add(TAGS, element);
            case 8 -> item.remove(TAGS, element);
            case 9 -> item.insert(LIST, random.nextInt(size + 1), element);
            default -> remove(item, element);
        }
    }

    private static void remove(ObjectItem item, Value element) {
        int index = item.elements(LIST).indexOf(element);
        if (index >= 0) {
            item.removeAt(LIST, index);
        } else {
            item.push(LIST, element);
        }
    }

    /** {@code value} without what an undo may leave behind of what it emptied: sets, lists and maps without elements, zeros. */
    private static Value tidy(Value value) {
        if (!(value instanceof Value.MapValue map)) {
            return value;
        }
        TreeMap<String, Value> entries = new TreeMap<>();
        map.entries().forEach((key, entry) -> {
            Value tidied = tidy(entry);
            if (!List.of(Value.MapValue.EMPTY, numbers(), Value.of(0)).contains(tidied)) {
                entries.put(key, tidied);
            }
        });
        return new Value.MapValue(entries);
    }

    private void heal() {
        a.heal(b);
        assertEquals(a.saved(), b.saved());
    }
}
