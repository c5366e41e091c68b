package echo.model.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * FugueMax as its paper writes it down, character by character, slow and plain: a tree of nodes, walked whole for each edit. It
 * shares nothing with the model but the order of names: a node's is (Lamport time, writer, place in its message).
 */
final class PlainFugue {
    /** Names a character. */
    record Id(long lamport, int writer, int operation, int index) implements Comparable<Id> {
        private static final Comparator<Id> ORDER = Comparator.comparingLong(Id::lamport)
                .thenComparingInt(Id::writer)
                .thenComparingInt(Id::operation)
                .thenComparingInt(Id::index);

        @Override
        public int compareTo(Id other) {
            return ORDER.compare(this, other);
        }
    }

    /** One character's insertion, or (without a character) deletion, as it is sent. */
    record Edit(Id id, Optional<Integer> character, Optional<Id> parent, boolean left, Optional<Id> rightOrigin) {}

    private final Map<Id, Node> nodes = new TreeMap<>();
    private final Node root =
            new Node(new Edit(new Id(0, 0, 0, 0), Optional.empty(), Optional.empty(), false, Optional.empty()));

    private static final class Node {
        final Edit edit;
        final List<Node> left = new ArrayList<>();
        final List<Node> right = new ArrayList<>();
        boolean deleted;

        Node(Edit edit) {
            this.edit = edit;
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        visible().forEach(node -> text.appendCodePoint(node.edit.character().orElseThrow()));
        return text.toString();
    }

    /** Inserts one character here; gives what others must hear. */
    Edit insert(int index, int character, Id id) {
        List<Node> walk = walk();
        Node leftOrigin = index == 0 ? root : visible().get(index - 1);
        int next = walk.indexOf(leftOrigin) + 1;
        Optional<Id> rightOrigin = next == walk.size()
                ? Optional.empty()
                : Optional.of(walk.get(next).edit.id());
        Edit edit = leftOrigin.right.isEmpty()
                ? new Edit(id, Optional.of(character), name(leftOrigin), false, rightOrigin)
                : new Edit(id, Optional.of(character), rightOrigin, true, Optional.empty());
        hear(edit);
        return edit;
    }

    /** Deletes one character here; gives what others must hear. */
    Edit delete(int index) {
        Edit edit =
                new Edit(visible().get(index).edit.id(), Optional.empty(), Optional.empty(), false, Optional.empty());
        hear(edit);
        return edit;
    }

    void hear(Edit edit) {
        if (edit.character().isEmpty()) {
            node(edit.id()).deleted = true;
            return;
        }
        Node node = new Node(edit);
        Node parent = edit.parent().map(this::node).orElse(root);
        nodes.put(edit.id(), node);
        List<Node> siblings = edit.left() ? parent.left : parent.right;
        List<Node> walk = walk();
        Comparator<Node> byName = Comparator.comparing(sibling -> sibling.edit.id());
        Comparator<Node> furthestFirst = Comparator.comparingInt((Node sibling) -> sibling.edit
                        .rightOrigin()
                        .map(id -> walk.indexOf(node(id)))
                        .orElse(Integer.MAX_VALUE))
                .reversed();
        siblings.add(node);
        siblings.sort(edit.left() ? byName : furthestFirst.thenComparing(byName));
    }

    private Node node(Id id) {
        return Objects.requireNonNull(nodes.get(id), "a node that is not there");
    }

    private Optional<Id> name(Node node) {
        return node == root ? Optional.empty() : Optional.of(node.edit.id());
    }

    private List<Node> visible() {
        return walk().stream().filter(node -> node != root && !node.deleted).toList();
    }

    /** All nodes in the order of the text, the root among them; without recursion, for texts are deep. */
    private List<Node> walk() {
        List<Node> walk = new ArrayList<>();
        List<Object> pending = new ArrayList<>(List.of(root));
        while (!pending.isEmpty()) {
            Object next = pending.remove(pending.size() - 1);
            if (next instanceof Node node) {
                reversed(node.right).forEach(pending::add);
                pending.add(Optional.of(node)); // itself, after its left children
                reversed(node.left).forEach(pending::add);
            } else {
                walk.add((Node) ((Optional<?>) next).orElseThrow());
            }
        }
        return walk;
    }

    private static List<Node> reversed(List<Node> nodes) {
        List<Node> reversed = new ArrayList<>(nodes);
        Collections.reverse(reversed);
        return reversed;
    }
}
