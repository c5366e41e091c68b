package echo.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** PersistentMap against the JDK's TreeMap. */
class PersistentMapTest {
    private static final int KEYS = 60;

    @Test
    void behavesAsATreeMapUnderRandomOperations() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            PersistentMap<Integer, String> map = PersistentMap.empty();
            TreeMap<Integer, String> reference = new TreeMap<>();
            for (int i = 0; i < 300; i++) {
                int key = random.nextInt(KEYS);
                if (random.nextInt(3) > 0) {
                    map = map.with(key, "v" + i);
                    reference.put(key, "v" + i);
                } else {
                    map = map.without(key);
                    reference.remove(key);
                }
                assertEqual(reference, map, random.nextInt(KEYS));
            }
        }
    }

    @Test
    void changesManyValuesAtOnceAndSharesWhatStays() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            PersistentMap<Integer, String> map = PersistentMap.empty();
            for (int i = random.nextInt(KEYS); i > 0; i--) {
                map = map.with(random.nextInt(KEYS), "old");
            }
            TreeMap<Integer, String> reference = new TreeMap<>(map.asMap());
            List<Integer> keys = IntStream.range(-1, KEYS + 1)
                    .filter(key -> random.nextInt(4) == 0)
                    .boxed()
                    .toList();
            keys.forEach(key -> reference.computeIfPresent(key, (same, old) -> old + key));
            PersistentMap<Integer, String> changed = map.changed(keys, (key, old) -> old + key);
            assertEquals(reference, changed.asMap());
            assertEqual(reference, changed.with(KEYS, "new").without(KEYS), random.nextInt(KEYS));
            assertSame(map, map.changed(keys, (key, old) -> old));
        }
    }

    private static void assertEqual(
            NavigableMap<Integer, String> reference, PersistentMap<Integer, String> map, int probe) {
        assertEquals(reference.size(), map.size());
        assertEquals(reference.isEmpty(), map.isEmpty());
        assertEquals(Optional.ofNullable(reference.get(probe)), map.get(probe));
        assertEquals(Optional.ofNullable(reference.lastEntry()), map.last());
        assertEquals(Optional.ofNullable(reference.ceilingEntry(probe)), map.ceiling(probe));
        assertEquals(Optional.ofNullable(reference.floorEntry(probe)), map.floor(probe));
        assertEquals(List.copyOf(reference.entrySet()), all(map.iterator()));
        assertEquals(List.copyOf(reference.tailMap(probe, true).entrySet()), all(map.iteratorFrom(probe)));
    }

    private static <T> List<T> all(Iterator<T> iterator) {
        List<T> all = new ArrayList<>();
        iterator.forEachRemaining(all::add);
        return all;
    }

    /** Versions of one map, and maps that have nothing in common, against a look at every entry. */
    @Test
    void whatIsNewSinceAnotherMapIsWhatALookAtEveryEntryFinds() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<PersistentMap<Integer, Integer>> versions = new ArrayList<>(List.of(PersistentMap.empty()));
            for (int i = 0; i < 120; i++) {
                PersistentMap<Integer, Integer> last = versions.get(random.nextInt(20) == 0 ? 0 : versions.size() - 1);
                int key = random.nextInt(KEYS);
                versions.add(random.nextInt(4) == 0 ? last.without(key) : last.with(key, random.nextInt(5)));
            }
            for (int i = 0; i < 200; i++) {
                PersistentMap<Integer, Integer> one = versions.get(random.nextInt(versions.size()));
                PersistentMap<Integer, Integer> other = versions.get(random.nextInt(versions.size()));
                PersistentMap<Integer, Integer> expected = PersistentMap.empty();
                for (Map.Entry<Integer, Integer> entry : one) {
                    boolean same = other.get(entry.getKey()).equals(Optional.of(entry.getValue()));
                    expected = same ? expected : expected.with(entry.getKey(), entry.getValue());
                }
                assertEquals(expected, one.since(other));
            }
        }
    }

    @Test
    void whatIsNewInAGreatMapIsFoundWithoutALookAtTheRest() {
        AtomicInteger comparisons = new AtomicInteger();
        record Key(int number, AtomicInteger comparisons) implements Comparable<Key> {
            @Override
            public int compareTo(Key other) {
                comparisons.incrementAndGet();
                return Integer.compare(number, other.number);
            }
        }
        PersistentMap<Key, Integer> map = PersistentMap.empty();
        for (int i = 0; i < 10_000; i++) {
            map = map.with(new Key(i, comparisons), i);
        }
        PersistentMap<Key, Integer> changed = map.with(new Key(77, comparisons), -1);
        comparisons.set(0);

        assertEquals(1, changed.since(map).size());
        assertTrue(comparisons.get() < 50, comparisons + " comparisons");
    }

    @Test
    void theViewAsAMapIsEqualToATreeMap() {
        PersistentMap<String, Integer> map =
                PersistentMap.<String, Integer>empty().with("b", 2).with("a", 1);
        Map<String, Integer> view = map.asMap();

        assertEquals(new TreeMap<>(Map.of("a", 1, "b", 2)), view);
        assertEquals(List.of("a", "b"), List.copyOf(view.keySet()));
        assertEquals(2, view.get("b"));
        assertTrue(view.containsKey("a") && !view.containsKey("c"));
        assertThrows(UnsupportedOperationException.class, () -> view.put("c", 3));
        assertThrows(UnsupportedOperationException.class, () -> view.remove("a"));
    }

    @Test
    void anOlderMapIsNotChangedByWhatIsMadeFromIt() {
        PersistentMap<Integer, Integer> map = PersistentMap.empty();
        List<PersistentMap<Integer, Integer>> versions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            versions.add(map);
            map = map.with(i, i);
        }
        for (int i = 0; i < 200; i += 2) {
            map = map.without(i);
        }
        for (int i = 0; i < 200; i++) {
            assertEquals(i, versions.get(i).size());
            assertEquals(
                    Optional.of(i).filter(it -> it > 0).map(it -> Map.entry(it - 1, it - 1)),
                    versions.get(i).last());
        }
    }

    @Test
    void aHundredThousandAscendingKeysAreNoDeepTree() {
        PersistentMap<Integer, Integer> map = PersistentMap.empty();
        for (int i = 0; i < 100_000; i++) {
            map = map.with(i, i);
        }
        assertEquals(100_000, map.size()); // a list-like tree would have overflowed the stack
        assertTrue(map.containsKey(99_999));
    }

    @Test
    void mapsOfOneContentAreEqualHoweverTheyGrew() {
        PersistentMap<String, Integer> one =
                PersistentMap.<String, Integer>empty().with("a", 1).with("b", 2).with("c", 3);
        PersistentMap<String, Integer> two = PersistentMap.<String, Integer>empty()
                .with("c", 3)
                .with("x", 9)
                .with("b", 0)
                .with("a", 1)
                .without("x")
                .with("b", 2);
        assertEquals(one, two);
        assertEquals(one.hashCode(), two.hashCode());
        assertNotEquals(one, two.with("b", 4));
        assertEquals("{a=1, b=2, c=3}", two.toString());
    }

    @Test
    void takingAwayWhatIsNotThereGivesTheSameMap() {
        PersistentMap<String, Integer> map =
                PersistentMap.<String, Integer>empty().with("a", 1);
        assertSame(map, map.without("b"));
    }

    @Test
    void theRankOfAKeyIsTheNumberOfLesserOnes() {
        PersistentMap<Integer, String> map = PersistentMap.empty();
        for (int i = 0; i < 200; i++) {
            map = map.with(i * 37 % 200 * 2, "x"); // the even numbers below 400
        }
        for (int key = -1; key <= 401; key++) {
            assertEquals(Math.min(200, Math.max(0, (key + 1) / 2)), map.rank(key));
        }
    }
}
