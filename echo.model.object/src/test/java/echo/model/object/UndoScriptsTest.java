package echo.model.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.item.ObjectItem;
import echo.api.model.Mutation;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.model.object.state.ElementId;
import echo.model.object.state.SetNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Long scripts of edits, undos and redos: by one who is alone, and by two at once. */
class UndoScriptsTest {
    private static final int SEEDS = 400;
    private static final int STEPS = 40;
    private static final List<String> PATHS = List.of("x", "x.y", "x.y.z", "x.list", "x.set", "list", "set", "n");
    private static final Path LIST = Path.of("all.list");
    private static final Path TAGS = Path.of("all.set");

    /** What one member did, and took back, as steps. */
    private static final class Member {
        final Replica replica;
        final String name;
        final Deque<Step> done = new ArrayDeque<>();
        final Deque<Step> undone = new ArrayDeque<>();
        final TreeSet<ElementId> ended = new TreeSet<>(); // addings of the other
        long counted;

        Member(int feed, String name) {
            this.replica = new Replica(feed);
            this.name = name;
        }

        ObjectItem item() {
            return replica.item();
        }

        void did(Value before) {
            done.addLast(new Step(replica.last(), before, item().properties()));
            undone.clear();
        }

        /** Takes the last step of {@code from} back; gives what should then be seen, if nobody else is there. */
        Optional<Value> takeBack(Deque<Step> from, Deque<Step> to) {
            Step step = from.pollLast();
            if (step == null) {
                return Optional.empty();
            }
            replica.undo(step.written).ifPresent(back -> to.addLast(new Step(back, step.after, step.before)));
            return Optional.of(step.before);
        }
    }

    private record Step(Mutation written, Value before, Value after) {}

    @Test
    void aloneEveryStateIsRetraced() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Member ann = new Member(1, "a");
            for (int i = 0; i < STEPS; i++) {
                int choice = random.nextInt(9);
                Value before = ann.item().properties();
                if (choice < 4) {
                    anything(ann.item(), Path.of(PATHS.get(random.nextInt(PATHS.size()))), random);
                    ann.did(before);
                } else {
                    Optional<Value> expected =
                            choice < 7 ? ann.takeBack(ann.done, ann.undone) : ann.takeBack(ann.undone, ann.done);
                    assertBackAt(expected.orElse(before), ann.item().properties(), "seed " + seed + ", step " + i);
                }
            }
            while (!ann.done.isEmpty()) {
                Value expected = ann.takeBack(ann.done, ann.undone).orElseThrow();
                assertBackAt(expected, ann.item().properties(), "seed " + seed);
            }
            while (!ann.undone.isEmpty()) {
                Value expected = ann.takeBack(ann.undone, ann.done).orElseThrow();
                assertBackAt(expected, ann.item().properties(), "seed " + seed + ", again");
            }
        }
    }

    /**
     * Each edits properties of their own, and elements of their own in what all share; but one element of the set both add and
     * remove. What the one does, undoes and redoes changes nothing that the other wrote, apart and after they met.
     */
    @Test
    void theUndoOfOneLeavesWhatTheOtherWrote() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Member ann = new Member(random.nextBoolean() ? 1 : 3, "a");
            Member ben = new Member(2, "b");
            ann.item().set(LIST, Value.of(List.of(Value.of(1), Value.of(2))));
            ann.item().increment("all.n", 0);
            ann.item().add(TAGS, Value.of("tag"));
            ann.replica.heal(ben.replica);
            for (int i = 0; i < STEPS; i++) {
                Member one = random.nextBoolean() ? ann : ben;
                Member other = one == ann ? ben : ann;
                List<Value> others = parts(one, other.name);
                step(one, other, random);
                assertEquals(others, parts(one, other.name), "seed " + seed + ", step " + i);
                if (random.nextInt(4) == 0) {
                    List<Value> anns = parts(ann, "a");
                    List<Value> bens = parts(ben, "b");
                    meet(ann, ben, seed);
                    assertEquals(List.of(anns, bens), List.of(parts(ben, "a"), parts(ann, "b")), "seed " + seed);
                    assertEquals(
                            Value.of(ann.counted + ben.counted),
                            ann.item().get("all.n").orElseThrow(),
                            "seed " + seed);
                }
            }
        }
    }

    /** Both edit the same properties in any way. */
    @Test
    void whateverTwoUndoAtOnceTheyAgree() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Member ann = new Member(random.nextBoolean() ? 1 : 3, "a");
            Member ben = new Member(2, "b");
            for (int i = 0; i < STEPS; i++) {
                Member one = random.nextBoolean() ? ann : ben;
                Value before = one.item().properties();
                int choice = random.nextInt(6);
                if (choice < 3) {
                    anything(one.item(), Path.of(PATHS.get(random.nextInt(PATHS.size()))), random);
                    one.did(before);
                } else if (choice == 3) {
                    one.takeBack(one.undone, one.done);
                } else {
                    one.takeBack(one.done, one.undone);
                }
                if (random.nextInt(5) == 0) {
                    meet(ann, ben, seed);
                }
            }
            meet(ann, ben, seed);
        }
    }

    private static void meet(Member ann, Member ben, int seed) {
        ann.replica.heal(ben.replica);
        assertEquals(ann.replica.saved(), ben.replica.saved(), "seed " + seed);
        assertEquals(
                ann.replica.state(), new ObjectModel().codec().orElseThrow().load(ann.replica.saved()), "seed " + seed);
    }

    private static void step(Member one, Member other, RandomGenerator random) {
        Value before = one.item().properties();
        long count = count(one);
        List<ElementId> addings = addings(one, other);
        int choice = random.nextInt(6);
        if (choice < 3) {
            own(one, random);
            one.did(before);
            one.ended.addAll(addings);
            one.ended.removeAll(addings(one, other));
        } else {
            Deque<Step> from = choice == 3 ? one.undone : one.done;
            one.takeBack(from, choice == 3 ? one.done : one.undone);
            addings.removeAll(addings(one, other));
            assertTrue(one.ended.containsAll(addings), "no undo ends an adding of another, but what it ended itself");
        }
        one.counted += count(one) - count;
    }

    private static long count(Member member) {
        return ((Value.Int) member.item().get("all.n").orElseThrow()).value();
    }

    private static List<ElementId> addings(Member one, Member of) {
        List<ElementId> addings = new ArrayList<>();
        SetNode set = (SetNode) one.replica.state().root().find(TAGS.keys()).orElseThrow();
        set.members().forEach(member -> addings.addAll(set.seen(member.getKey())));
        addings.removeIf(adding -> !adding.origin().position().feed().equals(of.replica.feed()));
        return addings;
    }

    /** What {@code writer} wrote, in the eyes of {@code viewer}. */
    private static List<Value> parts(Member viewer, String writer) {
        List<Value> parts = new ArrayList<>();
        viewer.item().get(writer).ifPresent(parts::add);
        for (Path path : List.of(LIST, TAGS)) {
            viewer.item().elements(path).stream()
                    .filter(it -> it instanceof Value.Text text && text.value().startsWith(writer))
                    .forEach(parts::add);
        }
        return parts;
    }

    private static void own(Member member, RandomGenerator random) {
        ObjectItem item = member.item();
        Value element = Value.of(member.name + random.nextInt(3));
        int index = item.elements(LIST).indexOf(element);
        switch (random.nextInt(8)) {
            case 0 -> item.add(TAGS, element);
            case 1 -> item.remove(TAGS, element);
            case 2 -> item.add(TAGS, Value.of("tag"));
            case 3 -> item.remove(TAGS, Value.of("tag"));
            case 4 -> item.increment("all.n", random.nextInt(1, 9));
            case 5 -> item.insert(LIST, random.nextInt(item.elements(LIST).size() + 1), element);
            case 6 -> {
                if (index >= 0) {
                    item.removeAt(LIST, index);
                } else {
                    item.push(LIST, element);
                }
            }
            default ->
                anything(item, Path.of(member.name + List.of("", ".x", ".x.y").get(random.nextInt(3))), random);
        }
    }

    private static void anything(ObjectItem item, Path path, RandomGenerator random) {
        Value element = Value.of(random.nextInt(3));
        Optional<Value> there = item.get(path);
        int size = item.elements(path).size();
        switch (random.nextInt(9)) {
            case 0 -> item.set(path, element);
            case 1 -> item.set(path, Value.of(Map.of("y", element, "list", Value.of(List.of(element)))));
            case 2 -> item.set(path, Value.of(List.of(element, Value.of("two"))));
            case 3 -> item.unset(path);
            case 4 -> item.add(path, element);
            case 5 -> item.remove(path, element);
            case 6 -> {
                if (there.isEmpty() || there.get() instanceof Value.Int) {
                    item.increment(path, random.nextInt(1, 4));
                } else {
                    item.set(path, Value.of(Map.of()));
                }
            }
            case 7 -> {
                if (size > 0) {
                    removeOrAdd(item, path, random.nextInt(size));
                } else {
                    item.push(path, element);
                }
            }
            default -> item.push(path, element);
        }
    }

    private static void removeOrAdd(ObjectItem item, Path path, int index) {
        try {
            item.removeAt(path, index);
        } catch (IllegalArgumentException aSet) {
            item.remove(path, item.elements(path).get(index));
        }
    }

    /** All is as it was, but for what came into being and is left: sets and lists without elements, counts of 0. */
    private static void assertBackAt(Value then, Value now, String story) {
        assertEquals(then, withoutRests(then, now), story);
    }

    private static Value withoutRests(Value then, Value now) {
        if (!(now instanceof Value.MapValue is)) {
            return now;
        }
        Map<String, Value> was = then instanceof Value.MapValue map ? map.entries() : Map.of();
        TreeMap<String, Value> kept = new TreeMap<>();
        is.entries().forEach((key, value) -> {
            if (was.containsKey(key)) {
                kept.put(key, withoutRests(was.get(key), value));
            } else if (!isRest(value)) {
                kept.put(key, value);
            }
        });
        return new Value.MapValue(kept);
    }

    private static boolean isRest(Value value) {
        return value instanceof Value.MapValue map
                ? !map.entries().isEmpty() && map.entries().values().stream().allMatch(UndoScriptsTest::isRest)
                : value.equals(Value.of(List.of())) || value.equals(Value.of(0));
    }
}
