package echo.api.model;

import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The trees that a {@link PersistentMap} is: each is a root node, or null for none, and each function gives a new one. */
// AVL trees (Adelson-Velsky and Landis, 1962) with path copying. Invariants: (1) keys left < key < keys right; (2)
// heights of
// siblings differ by at most one; (3) nodes never change.
final class AvlTree {
    private AvlTree() {}

    static int size(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.size();
    }

    static int height(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.height();
    }

    static <K extends Comparable<? super K>, V> Node<K, V> insert(@Nullable Node<K, V> node, K key, V value) {
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

    /** The tree without {@code key}; this very one when it has none. */
    @SuppressWarnings("ReferenceEquality")
    static <K extends Comparable<? super K>, V> @Nullable Node<K, V> remove(@Nullable Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order < 0) {
            Node<K, V> left = remove(node.left(), key);
            return left == node.left() ? node : balance(left, node, node.right());
        }
        if (order > 0) {
            Node<K, V> right = remove(node.right(), key);
            return right == node.right() ? node : balance(node.left(), node, right);
        }
        if (node.right() == null) {
            return node.left();
        }
        Node<K, V> successor = leftmost(node.right());
        return balance(node.left(), successor, remove(node.right(), successor.key));
    }

    /**
     * The tree in which what {@code change} makes of the value of each of {@code keys}, ascending, is in its place. Where nothing
     * below a node becomes another object the node stays.
     */
    @SuppressWarnings("ReferenceEquality")
    static <K extends Comparable<? super K>, V> @Nullable Node<K, V> change(
            @Nullable Node<K, V> node, List<K> keys, BiFunction<? super K, ? super V, ? extends V> change) {
        if (node == null || keys.isEmpty()) {
            return node;
        }
        int found = Collections.binarySearch(keys, node.key);
        int lesser = found < 0 ? -found - 1 : found;
        int greater = found < 0 ? lesser : lesser + 1;
        Node<K, V> left = change(node.left(), keys.subList(0, lesser), change);
        V value = found < 0 ? node.value : change.apply(node.key, node.value);
        Node<K, V> right = change(node.right(), keys.subList(greater, keys.size()), change);
        boolean same = left == node.left() && value == node.value && right == node.right();
        return same ? node : Node.of(left, node.key, value, right);
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
    static class Node<K, V> {
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
            this.height = 1 + Math.max(AvlTree.height(left), AvlTree.height(right));
            this.size = 1 + AvlTree.size(left) + AvlTree.size(right);
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
}
