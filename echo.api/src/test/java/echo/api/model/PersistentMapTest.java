package echo.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
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

    private static void assertEqual(
            NavigableMap<Integer, String> reference, PersistentMap<Integer, String> map, int probe) {
        assertEquals(reference.size(), map.size());
        assertEquals(reference.isEmpty(), map.isEmpty());
        assertEquals(Optional.ofNullable(reference.get(probe)), map.get(probe));
        assertEquals(Optional.ofNullable(reference.lastEntry()), map.last());
        assertEquals(Optional.ofNullable(reference.ceilingEntry(probe)), map.ceiling(probe));
        assertEquals(List.copyOf(reference.entrySet()), all(map.iterator()));
        assertEquals(List.copyOf(reference.tailMap(probe, true).entrySet()), all(map.iteratorFrom(probe)));
    }

    private static <T> List<T> all(Iterator<T> iterator) {
        List<T> all = new ArrayList<>();
        iterator.forEachRemaining(all::add);
        return all;
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
}
