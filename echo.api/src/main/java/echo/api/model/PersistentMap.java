package echo.api.model;

import echo.api.model.AvlTree.Node;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map: {@link #with} and {@link #without} give a new map in O(log n) that shares all but a path with the
 * old one. What model states and published views are made of.
 *
 * <p>Any thread. Iterates in key order; nothing hangs on hash codes.
 *
 * @param <K> keys, with a total order consistent with equals
 * @param <V> values
 */
public final class PersistentMap<K extends Comparable<? super K>, V> implements Iterable<Map.Entry<K, V>> {
    private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(null);

    private final @Nullable Node<K, V> root;

    private PersistentMap(@Nullable Node<K, V> root) {
        this.root = root;
    }

    @SuppressWarnings("unchecked") // an empty map holds nothing of any type
    public static <K extends Comparable<? super K>, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    public int size() {
        return AvlTree.size(root);
    }

    public boolean isEmpty() {
        return root == null;
    }

    public Optional<V> get(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return Optional.of(node.value);
            }
            node = order < 0 ? node.left() : node.right();
        }
        return Optional.empty();
    }

    public boolean containsKey(K key) {
        return get(key).isPresent();
    }

    /** The map with {@code key} bound to {@code value}. */
    public PersistentMap<K, V> with(K key, V value) {
        return new PersistentMap<>(AvlTree.insert(root, key, value));
    }

    /**
     * The map in which each of {@code keys} that it has is bound to what {@code change} makes of its value; this very map if those
     * are the same objects. One way down serves all: O(m log(n/m)) for m keys.
     *
     * @param keys ascending
     */
    @SuppressWarnings("ReferenceEquality") // a value that is another object is another value
    public PersistentMap<K, V> changed(List<K> keys, BiFunction<? super K, ? super V, ? extends V> change) {
        Node<K, V> changed = AvlTree.change(root, keys, change);
        return changed == root ? this : new PersistentMap<>(changed);
    }

    /** The map without {@code key}; this very map when it has none. */
    @SuppressWarnings("ReferenceEquality") // a tree that lacks the key is given back as it is
    public PersistentMap<K, V> without(K key) {
        Node<K, V> remaining = AvlTree.remove(root, key);
        return remaining == root ? this : new PersistentMap<>(remaining);
    }

    /** The first entry whose key is at least {@code key}, if any. */
    public Optional<Map.Entry<K, V>> ceiling(K key) {
        Iterator<Map.Entry<K, V>> tail = iteratorFrom(key);
        return tail.hasNext() ? Optional.of(tail.next()) : Optional.empty();
    }

    /** The last entry whose key is at most {@code key}, if any. */
    public Optional<Map.Entry<K, V>> floor(K key) {
        Node<K, V> node = root;
        Node<K, V> floor = null;
        while (node != null) {
            boolean atMost = node.key.compareTo(key) <= 0;
            floor = atMost ? node : floor;
            node = atMost ? node.right() : node.left();
        }
        return Optional.ofNullable(floor == null ? null : Map.entry(floor.key, floor.value));
    }

    /** The entry with the greatest key that is less than {@code key}, if any. */
    public Optional<Map.Entry<K, V>> lower(K key) {
        Node<K, V> found = null;
        Node<K, V> node = root;
        while (node != null) {
            if (node.key.compareTo(key) < 0) {
                found = node;
                node = node.right();
            } else {
                node = node.left();
            }
        }
        return Optional.ofNullable(found == null ? null : Map.entry(found.key, found.value));
    }

    /** The entry with the greatest key, if any. */
    public Optional<Map.Entry<K, V>> last() {
        Node<K, V> node = root;
        while (node != null && node.right() != null) {
            node = node.right();
        }
        return Optional.ofNullable(node == null ? null : Map.entry(node.key, node.value));
    }

    /**
     * The entries that {@code older} has not, or binds to something else. Where one map was made of the other, it costs time in
     * proportion to what was changed, not to what there is.
     */
    public PersistentMap<K, V> since(PersistentMap<K, V> older) {
        return root == older.root ? empty() : since(root, older.root, older, empty());
    }

    /** Number of entries whose keys are less than {@code key}, in O(log n). */
    public int rank(K key) {
        int rank = 0;
        Node<K, V> node = root;
        while (node != null) {
            boolean before = node.key.compareTo(key) < 0;
            rank += before ? 1 + AvlTree.size(node.left()) : 0;
            node = before ? node.right() : node.left();
        }
        return rank;
    }

    /** This map as the collections framework knows maps: an unmodifiable view. */
    public Map<K, V> asMap() {
        return new MapView<>(this);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        Ascent<K, V> ascent = new Ascent<>(root);
        ascent.descendLeft(root);
        return ascent;
    }

    /** Entries whose keys are at least {@code from}, in order. */
    public Iterator<Map.Entry<K, V>> iteratorFrom(K from) {
        Ascent<K, V> ascent = new Ascent<>(root);
        Node<K, V> node = root;
        while (node != null) {
            if (from.compareTo(node.key) <= 0) {
                ascent.push(node);
                node = node.left();
            } else {
                node = node.right();
            }
        }
        return ascent;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof PersistentMap<?, ?> map) || map.size() != size()) {
            return false;
        }
        if (map.root == root) {
            return true;
        }
        Iterator<? extends Map.Entry<?, ?>> theirs = map.iterator();
        for (Map.Entry<K, V> mine : this) {
            if (!mine.equals(theirs.next())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (Map.Entry<K, V> entry : this) {
            hash += entry.hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach(entry -> text.append(text.length() > 1 ? ", " : "").append(entry));
        return text.append('}').toString();
    }

    /**
     * {@code news} and what is new below {@code now}. A subtree that both maps share holds nothing new. Below nodes of one key
     * the same keys belong to the left and to the right; else the tree was turned there, and each entry is looked up.
     */
    private static <K extends Comparable<? super K>, V> PersistentMap<K, V> since(
            @Nullable Node<K, V> now, @Nullable Node<K, V> then, PersistentMap<K, V> older, PersistentMap<K, V> news) {
        if (now == null || now == then) {
            return news;
        }
        Node<K, V> was = then != null && now.key.compareTo(then.key) == 0 ? then : null;
        PersistentMap<K, V> more = since(now.left(), was == null ? null : was.left(), older, news);
        boolean known =
                was == null ? older.get(now.key).filter(now.value::equals).isPresent() : now.value.equals(was.value);
        more = known ? more : more.with(now.key, now.value);
        return since(now.right(), was == null ? null : was.right(), older, more);
    }

    private static final class MapView<K extends Comparable<? super K>, V> extends AbstractMap<K, V> {
        private final PersistentMap<K, V> map;

        MapView(PersistentMap<K, V> map) {
            this.map = map;
        }

        @Override
        @SuppressWarnings("unchecked") // as with the JDK's sorted maps, a key that is none cannot be compared
        public @Nullable V get(@Nullable Object key) {
            return key == null ? null : map.get((K) key).orElse(null);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return get(key) != null;
        }

        @Override
        public Set<Entry<K, V>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<K, V>> iterator() {
                    return map.iterator();
                }

                @Override
                public int size() {
                    return map.size();
                }
            };
        }
    }

    /**
     * In-order walk: the stack holds the nodes whose entry and right side are still to come. They lie on one way down from the
     * root, so there are never more than the tree is high.
     */
    private static final class Ascent<K, V> implements Iterator<Map.Entry<K, V>> {
        private final Node<K, V>[] pending;
        private int count;

        @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
        Ascent(@Nullable Node<K, V> root) {
            this.pending = new Node[AvlTree.height(root)];
        }

        void push(Node<K, V> node) {
            pending[count++] = node;
        }

        void descendLeft(@Nullable Node<K, V> start) {
            for (Node<K, V> node = start; node != null; node = node.left()) {
                push(node);
            }
        }

        @Override
        public boolean hasNext() {
            return count > 0;
        }

        @Override
        public Map.Entry<K, V> next() {
            if (count == 0) {
                throw new NoSuchElementException();
            }
            Node<K, V> node = pending[--count];
            descendLeft(node.right());
            return Map.entry(node.key, node.value);
        }
    }
}
