package echo.simulation.bugs;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A map that finds its entries as it should and shows them in the order of a hash table that goes by identity.
 *
 * @param <K> keys
 * @param <V> values
 */
@SuppressWarnings("serial") // nobody writes it
public final class HashOrdered<K extends Comparable<? super K>, V> extends TreeMap<K, V> {
    @Override
    public Set<K> keySet() {
        return shuffled().keySet();
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(shuffled().entrySet()));
    }

    @Override
    public Collection<V> values() {
        return Collections.unmodifiableCollection(shuffled().values());
    }

    private Map<K, V> shuffled() {
        Map<K, V> shuffled = new LinkedHashMap<>();
        super.keySet().stream().sorted(Inside.hashOrder()).forEach(key -> shuffled.put(key, super.get(key)));
        return shuffled;
    }
}
