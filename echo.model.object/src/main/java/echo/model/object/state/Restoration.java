package echo.model.object.state;

import echo.api.model.PersistentMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Changes that put back what a deed replaced, wherever what it left still stands: a property that someone has changed since
 * is left alone. Properties are compared by value; one that was changed and has its value again counts as unchanged. What has
 * names in it comes back with them, so that what was done to it earlier can be taken back, too.
 */
final class Restoration {
    private final List<Change> changes = new ArrayList<>();

    private Restoration() {}

    static List<Change> of(Deed deed, MapNode now) {
        Restoration restoration = new Restoration();
        restoration.below(List.of(), deed.before(), deed.after(), now);
        return restoration.changes;
    }

    private void below(List<String> path, MapNode before, MapNode after, MapNode now) {
        for (String key : changedKeys(before, after)) {
            at(longer(path, key), before.child(key), after.child(key), now.child(key));
        }
    }

    private void at(List<String> path, Optional<Node> before, Optional<Node> after, Optional<Node> now) {
        boolean untouched = same(after, now);
        MapNode was = map(before).orElse(MapNode.EMPTY);
        MapNode became = map(after).orElse(MapNode.EMPTY);
        boolean nameable = !changedKeys(was, became).contains(""); // such a key is in a value's map, and in no path
        if (map(after).isPresent() && nameable && (map(before).isPresent() || !untouched)) {
            map(now).ifPresent(is -> below(path, was, became, is));
        } else if (untouched && !now.equals(before)) {
            put(path, before);
        }
    }

    private void put(List<String> path, Optional<Node> before) {
        if (before.isEmpty()) {
            changes.add(new Change.Unset(path));
        } else {
            Node node = before.get();
            changes.add(node.isValue() ? new Change.Set(path, node.value()) : new Change.PutBack(path, node));
        }
    }

    /** Whether people see the same; where nothing was, a {@linkplain Node#isRest rest} counts as nothing. */
    private static boolean same(Optional<Node> one, Optional<Node> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other).filter(node -> !node.isRest()).isEmpty();
        }
        if (one.get() instanceof MapNode was && other.get() instanceof MapNode is) {
            return changedKeys(was, is).stream().allMatch(key -> same(was.child(key), is.child(key)));
        }
        return one.get().value().equals(other.get().value());
    }

    private static SortedSet<String> changedKeys(MapNode one, MapNode other) {
        SortedSet<String> keys = new TreeSet<>();
        addKeys(one.children().since(other.children()), keys);
        addKeys(other.children().since(one.children()), keys);
        return keys;
    }

    private static void addKeys(PersistentMap<String, Node> children, SortedSet<String> keys) {
        children.forEach(child -> keys.add(child.getKey()));
    }

    private static Optional<MapNode> map(Optional<Node> node) {
        return node.filter(MapNode.class::isInstance).map(MapNode.class::cast);
    }

    private static List<String> longer(List<String> path, String key) {
        List<String> keys = new ArrayList<>(path);
        keys.add(key);
        return List.copyOf(keys);
    }
}
