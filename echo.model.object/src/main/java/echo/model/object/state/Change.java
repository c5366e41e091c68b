package echo.model.object.state;

import echo.api.model.Outcome;
import echo.api.value.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step from a tree to the next. Paths are lists of at least one key. */
public sealed interface Change {
    /** Names the property that changes. */
    List<String> path();

    /** The tree after this change, which is named {@code origin}; or why there is nothing to work on. */
    Outcome<MapNode> applyTo(MapNode root, Origin origin);

    /** Replaces what is at the path. */
    record Set(List<String> path, Value value) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            return Outcome.applied(root.with(path, Node.of(value, origin)));
        }
    }

    /** Removes what is at and below the path. */
    record Unset(List<String> path) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            return outcome(root.without(path), "there is no property to unset");
        }
    }

    /** Adds to a set, in place of the addings that its writer saw. */
    record Add(List<String> path, SetElement element, List<ElementId> seen) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            SetNode set = at(root, path, SetNode.class).orElse(SetNode.EMPTY);
            return Outcome.applied(root.with(path, set.add(element, origin.element(0), seen)));
        }
    }

    /** Removes from a set the addings that its writer saw. */
    record Remove(List<String> path, SetElement element, List<ElementId> seen) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            SetNode set = at(root, path, SetNode.class).orElse(SetNode.EMPTY);
            Optional<SetNode> left = set.remove(element, origin.position().feed(), seen);
            return outcome(left.map(node -> root.with(path, node)), "the set has no such element, or no longer");
        }
    }

    /** Appends to a list. */
    record Push(List<String> path, Value element) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            ListNode list = at(root, path, ListNode.class).orElse(ListNode.EMPTY);
            Optional<ListNode> longer = list.push(origin.element(0), element);
            return outcome(longer.map(node -> root.with(path, node)), "the list has this very element already");
        }
    }

    /**
     * Inserts into a list.
     *
     * @param after the element to follow; null for the beginning
     */
    record Insert(List<String> path, @Nullable ElementId after, Value element) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            ListNode list = at(root, path, ListNode.class).orElse(ListNode.EMPTY);
            Optional<ListNode> longer = list.insert(after, origin.element(0), element);
            return outcome(longer.map(node -> root.with(path, node)), "the list in which to insert was replaced");
        }
    }

    /** Removes an element of a list. */
    record RemoveAt(List<String> path, ElementId element) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            ListNode list = at(root, path, ListNode.class).orElse(ListNode.EMPTY);
            Optional<ListNode> left = list.remove(element);
            return outcome(left.map(node -> root.with(path, node)), "the list has no such element, or no longer");
        }
    }

    private static Outcome<MapNode> outcome(Optional<MapNode> root, String otherwise) {
        return root.isPresent() ? Outcome.applied(root.get()) : Outcome.ignored(otherwise);
    }

    private static <N extends Node> Optional<N> at(MapNode root, List<String> path, Class<N> kind) {
        return root.find(path).filter(kind::isInstance).map(kind::cast);
    }
}
