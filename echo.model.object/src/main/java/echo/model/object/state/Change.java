package echo.model.object.state;

import echo.api.model.Outcome;
import echo.api.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One step from a tree to the next. Paths are lists of at least one key. */
public sealed interface Change {
    /** Names the property that changes. */
    List<String> path();

    /** The tree after this change, which is named {@code origin}; or why there is nothing to work on. */
    Outcome<MapNode> applyTo(MapNode root, Origin origin);

    /**
     * Changes that end what this change did and leave alone what others did since; none if nothing of it is left.
     *
     * @param deed what it did
     * @param now the tree to which they are applied
     */
    List<Change> undo(Deed deed, MapNode now);

    /** Replaces what is at the path. */
    record Set(List<String> path, Value value) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            return Outcome.applied(root.with(path, Node.of(value, origin)));
        }

        @Override
        public List<Change> undo(Deed deed, MapNode now) {
            return Restoration.of(deed, now);
        }
    }

    /** Removes what is at and below the path. */
    record Unset(List<String> path) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            return outcome(root.without(path), "there is no property to unset");
        }

        @Override
        public List<Change> undo(Deed deed, MapNode now) {
            return Restoration.of(deed, now);
        }
    }

    /** Adds to a set, in place of the addings that its writer saw. */
    record Add(List<String> path, SetElement element, List<ElementId> seen) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            SetNode set = set(root, path);
            return Outcome.applied(root.with(path, set.add(element, origin.element(0), seen)));
        }

        @Override
        public List<Change> undo(Deed deed, MapNode now) {
            return either(deed.giveRoomBack(path, SetNode.class, now), Exchange.of(path, element, deed, now));
        }
    }

    /** Removes from a set the addings that its writer saw. */
    record Remove(List<String> path, SetElement element, List<ElementId> seen) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            SetNode set = set(root, path);
            Optional<SetNode> left = set.remove(element, origin.position().feed(), seen);
            return outcome(left.map(node -> root.with(path, node)), "the set has no such element, or no longer");
        }

        @Override
        public List<Change> undo(Deed deed, MapNode now) {
            return Exchange.of(path, element, deed, now);
        }
    }

    /**
     * Ends addings to a set and brings addings back that were ended, under their own names. Takes back what changed a set.
     *
     * @param gone addings that end, if they still stand
     * @param back addings that stand again, older than this change
     */
    record Exchange(List<String> path, SetElement element, List<ElementId> gone, List<ElementId> back)
            implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            if (!back.stream().allMatch(adding -> adding.origin().compareTo(origin) < 0)) {
                return Outcome.ignored("an adding that comes back was not there yet");
            }
            Optional<SetNode> set = at(root, path, SetNode.class).flatMap(it -> it.exchange(element, gone, back));
            return outcome(set.map(node -> root.with(path, node)), "the set was replaced, or is so already");
        }

        @Override
        public List<Change> undo(Deed deed, MapNode now) {
            return of(path, element, deed, now);
        }

        /** What gives {@code element} back the addings that it had before, unless others have ended all that {@code deed} brought. */
        private static List<Change> of(List<String> path, SetElement element, Deed deed, MapNode now) {
            List<ElementId> before = set(deed.before(), path).seen(element);
            List<ElementId> after = set(deed.after(), path).seen(element);
            List<ElementId> is = set(now, path).seen(element);
            List<ElementId> brought = without(after, before);
            List<ElementId> left = without(brought, without(brought, is));
            List<ElementId> ended = without(without(before, after), is);
            boolean nothing = brought.isEmpty() ? ended.isEmpty() : left.isEmpty();
            return nothing || at(now, path, SetNode.class).isEmpty()
                    ? List.of()
                    : List.of(new Exchange(path, element, left, ended));
        }

        private static List<ElementId> without(List<ElementId> all, List<ElementId> some) {
            TreeSet<ElementId> left = new TreeSet<>(all);
            some.forEach(left::remove);
            return List.copyOf(left);
        }
    }

    /** Appends to a list. */
    record Push(List<String> path, Value element) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            ListNode list = list(root, path);
            Optional<ListNode> longer = list.push(origin.element(0), element);
            return outcome(longer.map(node -> root.with(path, node)), "the list has this very element already");
        }

        @Override
        public List<Change> undo(Deed deed, MapNode now) {
            return withoutElement(path, deed.origin().element(0), deed, now);
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
            ListNode list = list(root, path);
            Optional<ListNode> longer = list.insert(after, origin.element(0), element);
            return outcome(longer.map(node -> root.with(path, node)), "the list in which to insert was replaced");
        }

        @Override
        public List<Change> undo(Deed deed, MapNode now) {
            return withoutElement(path, deed.origin().element(0), deed, now);
        }
    }

    /** Removes an element of a list. */
    record RemoveAt(List<String> path, ElementId element) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            ListNode list = list(root, path);
            Optional<ListNode> left = list.remove(element);
            return outcome(left.map(node -> root.with(path, node)), "the list has no such element, or no longer");
        }

        @Override
        public List<Change> undo(Deed deed, MapNode now) {
            ListNode list = list(now, path);
            boolean gone =
                    list.slots().containsKey(element) && list.element(element).isEmpty();
            return list(deed.before(), path)
                    .element(element)
                    .filter(value -> gone)
                    .<List<Change>>map(value -> List.of(new Refill(path, element, value)))
                    .orElse(List.of());
        }
    }

    /** Puts an element back into the slot that it left. Takes a removal back. */
    record Refill(List<String> path, ElementId element, Value value) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            Optional<ListNode> list = list(root, path).refill(element, value);
            return outcome(list.map(node -> root.with(path, node)), "the list has no such slot, or it is not empty");
        }

        @Override
        public List<Change> undo(Deed deed, MapNode now) {
            return withoutElement(path, element, deed, now);
        }
    }

    /** Replaces what is at the path by a node that was there before, whose elements, addings and counts keep their names. */
    record PutBack(List<String> path, Node node) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            return node.isOlderThan(origin)
                    ? Outcome.applied(root.with(path, node))
                    : Outcome.ignored("what comes back has parts that were not there yet");
        }

        @Override
        public List<Change> undo(Deed deed, MapNode now) {
            return Restoration.of(deed, now);
        }
    }

    /**
     * Counts on an integer, or from 0 where there is nothing.
     *
     * @param by what to add; may be negative
     */
    record Increment(List<String> path, long by) implements Change {
        @Override
        public Outcome<MapNode> applyTo(MapNode root, Origin origin) {
            Optional<Node> there = root.find(path);
            CounterNode counter = new CounterNode(0, origin.element(0));
            if (there.isPresent() && there.get() instanceof CounterNode begun) {
                counter = begun;
            } else if (there.isPresent()
                    && there.get() instanceof PlainNode plain
                    && plain.value() instanceof Value.Int number) {
                counter = counter.plus(number.value());
            } else if (there.isPresent()) {
                return Outcome.ignored("what is there is no integer to count on");
            }
            return Outcome.applied(root.with(path, counter.plus(by)));
        }

        @Override
        public List<Change> undo(Deed deed, MapNode now) {
            Optional<CounterNode> counted = at(deed.after(), path, CounterNode.class);
            Optional<CounterNode> counter = at(now, path, CounterNode.class)
                    .filter(it -> counted.filter(it::continues).isPresent());
            return either(
                    deed.giveRoomBack(path, Node.class, now),
                    counter.isPresent() ? List.of(new Increment(path, -by)) : List.of());
        }
    }

    private static Outcome<MapNode> outcome(Optional<MapNode> root, String otherwise) {
        return root.isPresent() ? Outcome.applied(root.get()) : Outcome.ignored(otherwise);
    }

    private static List<Change> withoutElement(List<String> path, ElementId id, Deed deed, MapNode now) {
        boolean left = list(deed.before(), path).element(id).isEmpty()
                && list(now, path).element(id).isPresent();
        return either(deed.giveRoomBack(path, ListNode.class, now), left ? List.of(new RemoveAt(path, id)) : List.of());
    }

    private static List<Change> either(List<Change> restored, List<Change> otherwise) {
        return restored.isEmpty() ? otherwise : restored;
    }

    private static SetNode set(MapNode root, List<String> path) {
        return at(root, path, SetNode.class).orElse(SetNode.EMPTY);
    }

    private static ListNode list(MapNode root, List<String> path) {
        return at(root, path, ListNode.class).orElse(ListNode.EMPTY);
    }

    private static <N extends Node> Optional<N> at(MapNode root, List<String> path, Class<N> kind) {
        return root.find(path).filter(kind::isInstance).map(kind::cast);
    }
}
