package echo.pipeline.items;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.ModelId;
import echo.codec.Operation;
import echo.codec.Operation.Create;
import echo.codec.Operation.Delete;
import echo.codec.Operation.Move;
import echo.codec.Operation.Restore;
import echo.codec.Rank;
import echo.pipeline.items.Hierarchy.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The tree of items against a slow reference that replays everything from scratch in the order of positions: always a tree,
 * and the same tree whatever came when (P1; Kleppmann et al., TPDS 2021).
 */
class HierarchyTest {
    private static final ModelId MODEL = new ModelId("echo.object", 1, 0);

    private static FeedKey feed(int name) {
        return new FeedKey(Hash.of(Bytes.utf8("feed " + name)).bytes());
    }

    private static Bytes nonce(int number) {
        return Bytes.hex(String.format("%016x", number));
    }

    /** The item that writer 0 creates with this number. */
    private static ItemId item(int number) {
        return ItemId.of(feed(0), nonce(number));
    }

    private static Step step(int lamport, int writer, Operation operation) {
        Position position = new Position(lamport, feed(writer), 0);
        return new Step(position, Hierarchy.subject(position, operation), operation);
    }

    private static Step create(int lamport, int number, ItemId parent) {
        return step(lamport, 0, new Create(nonce(number), MODEL, parent));
    }

    /** What an item's place is in the reference. */
    private record Place(ItemId parent, Rank rank, Position placed, boolean deleted) {}

    /** The plain fold. */
    private static Map<ItemId, Place> replay(List<Step> steps) {
        List<Step> sorted = new ArrayList<>(steps);
        sorted.sort(Comparator.comparing(Step::position));
        Map<ItemId, Place> places = new TreeMap<>();
        for (Step step : sorted) {
            ItemId id = step.item();
            Place place = places.get(id);
            if (step.operation() instanceof Create create) {
                if (place == null && (create.parent().equals(ItemId.ROOT) || places.containsKey(create.parent()))) {
                    places.put(id, new Place(create.parent(), create.rank(), step.position(), false));
                }
            } else if (place != null && step.operation() instanceof Move move) {
                boolean known = move.parent().equals(ItemId.ROOT) || places.containsKey(move.parent());
                if (known && !path(places, move.parent()).contains(id)) {
                    places.put(id, new Place(move.parent(), move.rank(), step.position(), place.deleted()));
                }
            } else if (place != null) {
                places.put(
                        id,
                        new Place(place.parent(), place.rank(), place.placed(), step.operation() instanceof Delete));
            }
        }
        return places;
    }

    /** The item and all above it. */
    private static List<ItemId> path(Map<ItemId, Place> places, ItemId item) {
        List<ItemId> path = new ArrayList<>();
        for (ItemId at = item;
                !at.equals(ItemId.ROOT);
                at = Objects.requireNonNull(places.get(at)).parent()) {
            path.add(at);
            assertTrue(path.size() <= places.size(), "a cycle through " + at);
        }
        return path;
    }

    private static Map<ItemId, Place> places(Hierarchy hierarchy, List<ItemId> items) {
        Map<ItemId, Place> places = new TreeMap<>();
        for (ItemId item : items) {
            hierarchy
                    .placement(item)
                    .ifPresent(it ->
                            places.put(item, new Place(it.parent(), it.slot().rank(), it.placed(), it.deleted())));
        }
        return places;
    }

    private static void apply(Hierarchy hierarchy, Step... burst) {
        List<Step> sorted = new ArrayList<>(List.of(burst));
        sorted.sort(Comparator.comparing(Step::position));
        hierarchy.apply(sorted, Hierarchy.none());
    }

    private static List<Step> history(Random random, int items) {
        List<Step> steps = new ArrayList<>();
        int[] lamport = {1, 1, 1};
        for (int i = 0; i < items; i++) {
            ItemId parent = i == 0 || random.nextInt(4) == 0 ? ItemId.ROOT : item(random.nextInt(i + 1));
            steps.add(create(lamport[0]++, i, parent));
        }
        for (int i = 0; i < 3 * items; i++) {
            int writer = random.nextInt(3);
            lamport[writer] += 1 + random.nextInt(2);
            ItemId subject = item(random.nextInt(items));
            ItemId parent = random.nextInt(6) == 0 ? ItemId.ROOT : item(random.nextInt(items));
            Operation operation = switch (random.nextInt(8)) {
                case 0 -> new Delete(subject);
                case 1 -> new Restore(subject);
                default ->
                    new Move(subject, parent, new Rank(Bytes.owning(new byte[] {(byte) (1 + random.nextInt(3))})));
            };
            steps.add(step(lamport[writer], writer, operation));
        }
        return steps;
    }

    @Test
    void everyArrivalOfRandomHistoriesGivesTheReplayedTree() {
        int items = 9;
        List<ItemId> ids = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            ids.add(item(i));
        }
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            List<Step> arriving = history(random, items);
            Collections.shuffle(arriving, random);
            Hierarchy hierarchy = new Hierarchy();
            List<Step> arrived = new ArrayList<>();
            while (!arriving.isEmpty()) {
                List<Step> burst = arriving.subList(0, 1 + random.nextInt(Math.min(6, arriving.size())));
                arrived.addAll(burst);
                apply(hierarchy, burst.toArray(Step[]::new));
                burst.clear();
                Map<ItemId, Place> actual = places(hierarchy, ids);
                actual.keySet().forEach(id -> path(actual, id));
                assertEquals(replay(arrived), actual, "seed " + seed);
            }
        }
    }

    @Test
    void whatChangedIsTold() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Step> arriving = history(random, 6);
            Collections.shuffle(arriving, random);
            List<ItemId> ids = arriving.stream().map(Step::item).distinct().toList();
            Hierarchy hierarchy = new Hierarchy();
            for (Step step : arriving) {
                Map<ItemId, Place> before = places(hierarchy, ids);
                var changed = Hierarchy.none();
                hierarchy.apply(List.of(step), changed);
                Map<ItemId, Place> after = places(hierarchy, ids);
                for (ItemId id : ids) {
                    assertTrue(changed.contains(id)
                            || Optional.ofNullable(before.get(id)).equals(Optional.ofNullable(after.get(id))));
                }
            }
        }
    }

    //   writer 1:  a into b   (lamport 3)
    //   writer 2:  b into a   (lamport 3)      concurrent: the later in the order would make a cycle, and does nothing
    @Test
    void twoMovesIntoEachOtherMakeNoCycle() {
        Step a = create(1, 1, ItemId.ROOT);
        Step b = create(2, 2, ItemId.ROOT);
        Step aIntoB = step(3, 1, new Move(item(1), item(2)));
        Step bIntoA = step(3, 2, new Move(item(2), item(1)));
        List<ItemId> ids = List.of(item(1), item(2));
        Hierarchy one = new Hierarchy();
        apply(one, a, b);
        apply(one, aIntoB);
        apply(one, bIntoA);
        Hierarchy two = new Hierarchy();
        apply(two, a, b);
        apply(two, bIntoA);
        apply(two, aIntoB);
        assertEquals(places(one, ids), places(two, ids));
        assertEquals(replay(List.of(a, b, aIntoB, bIntoA)), places(one, ids));
    }

    @Test
    void movesBelowItselfOrBelowNothingDoNothing() {
        Hierarchy hierarchy = new Hierarchy();
        apply(hierarchy, create(1, 1, ItemId.ROOT), create(2, 2, item(1)));
        Map<ItemId, Place> before = places(hierarchy, List.of(item(1), item(2)));
        apply(hierarchy, step(3, 0, new Move(item(1), item(1))));
        apply(hierarchy, step(4, 0, new Move(item(1), item(2))));
        apply(hierarchy, step(5, 0, new Move(item(1), item(77))));
        apply(hierarchy, step(6, 0, new Move(ItemId.ROOT, item(1))));
        apply(hierarchy, step(7, 0, new Delete(ItemId.ROOT)));
        assertEquals(before, places(hierarchy, List.of(item(1), item(2))));
        assertEquals(Optional.empty(), hierarchy.placement(ItemId.ROOT));
    }

    // create 2 below 1 (lamport 5) comes first; create 1 (lamport 1) comes late
    @Test
    void aLateCreateBringsWhatWasCreatedBelowIt() {
        Hierarchy hierarchy = new Hierarchy();
        apply(hierarchy, create(5, 2, item(1)));
        assertEquals(Optional.empty(), hierarchy.placement(item(2)));
        var changed = Hierarchy.none();
        assertEquals(1, hierarchy.apply(List.of(create(1, 1, ItemId.ROOT)), changed));
        assertEquals(List.of(item(1), item(2)).stream().sorted().toList(), List.copyOf(changed));
        assertEquals(item(1), hierarchy.placement(item(2)).orElseThrow().parent());
    }
}
