package echo.api.model;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
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
    // An AVL tree (Adelson-Velsky and Landis, 1962) with path copying. Invariants: (1) keys left < key < keys right;
    // (2) heights of siblings differ by at most one; (3) nodes never change.

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
        return size(root);
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
        return new PersistentMap<>(insert(root, key, value));
    }

    /** The map without {@code key}; this very map when it has none. */
    public PersistentMap<K, V> without(K key) {
        return containsKey(key) ? new PersistentMap<>(remove(root, key)) : this;
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
            rank += before ? 1 + size(node.left()) : 0;
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

    private static int size(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.size();
    }

    private static int height(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.height();
    }

    private static <K extends Comparable<? super K>, V> Node<K, V> insert(@Nullable Node<K, V> node, K key, V value) {
        if (node == null) {
            return new Node<>(key, value);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return Node.of(node.left(), key, value, node.right());
        }
        return order < 0
                ? balance(insert(node.left(), key, value), node, node.right())
                : balance(node.left(), node, insert(node.right(), key, value));
    }

    private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> remove(@Nullable Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order < 0) {
            return balance(remove(node.left(), key), node, node.right());
        }
        if (order > 0) {
            return balance(node.left(), node, remove(node.right(), key));
        }
        if (node.right() == null) {
            return node.left();
        }
        Node<K, V> successor = leftmost(node.right());
        return balance(node.left(), successor, remove(node.right(), successor.key));
    }

    private static <K, V> Node<K, V> leftmost(Node<K, V> node) {
        Node<K, V> first = node;
        while (first.left() != null) {
            first = first.left();
        }
        return first;
    }

    /** A balanced tree of {@code left}, the entry of {@code middle}, and {@code right}, whose heights differ by at most two. */
    private static <K, V> Node<K, V> balance(@Nullable Node<K, V> left, Node<K, V> middle, @Nullable Node<K, V> right) {
        if (left != null && height(left) > height(right) + 1) {
            return rotateRight(left, middle, right);
        }
        if (right != null && height(right) > height(left) + 1) {
            return rotateLeft(left, middle, right);
        }
        return Node.of(left, middle.key, middle.value, right);
    }

    private static <K, V> Node<K, V> rotateRight(Node<K, V> left, Node<K, V> middle, @Nullable Node<K, V> right) {
        Node<K, V> inner = left.right();
        if (inner == null || height(left.left()) >= height(inner)) {
            return join(left.left(), left, join(inner, middle, right));
        }
        return join(join(left.left(), left, inner.left()), inner, join(inner.right(), middle, right));
    }

    private static <K, V> Node<K, V> rotateLeft(@Nullable Node<K, V> left, Node<K, V> middle, Node<K, V> right) {
        Node<K, V> inner = right.left();
        if (inner == null || height(right.right()) >= height(inner)) {
            return join(join(left, middle, inner), right, right.right());
        }
        return join(join(left, middle, inner.left()), inner, join(inner.right(), right, right.right()));
    }

    private static <K, V> Node<K, V> join(@Nullable Node<K, V> left, Node<K, V> middle, @Nullable Node<K, V> right) {
        return Node.of(left, middle.key, middle.value, right);
    }

    /** An entry with nothing below it, as half of all are. */
    private static class Node<K, V> {
        final K key;
        final V value;

        Node(K key, V value) {
            this.key = key;
            this.value = value;
        }

        static <K, V> Node<K, V> of(@Nullable Node<K, V> left, K key, V value, @Nullable Node<K, V> right) {
            return left == null && right == null ? new Node<>(key, value) : new Fork<>(left, key, value, right);
        }

        @Nullable
        Node<K, V> left() {
            return null;
        }

        @Nullable
        Node<K, V> right() {
            return null;
        }

        int height() {
            return 1;
        }

        int size() {
            return 1;
        }
    }

    /** An entry with others below it. */
    private static final class Fork<K, V> extends Node<K, V> {
        private final @Nullable Node<K, V> left;
        private final @Nullable Node<K, V> right;
        private final int height;
        private final int size;

        Fork(@Nullable Node<K, V> left, K key, V value, @Nullable Node<K, V> right) {
            super(key, value);
            this.left = left;
            this.right = right;
            this.height = 1 + Math.max(PersistentMap.height(left), PersistentMap.height(right));
            this.size = 1 + PersistentMap.size(left) + PersistentMap.size(right);
        }

        @Override
        @Nullable
        Node<K, V> left() {
            return left;
        }

        @Override
        @Nullable
        Node<K, V> right() {
            return right;
        }

        @Override
        int height() {
            return height;
        }

        @Override
        int size() {
            return size;
        }
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
            this.pending = new Node[height(root)];
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
