package echo.model.object.state;

import echo.api.model.PersistentMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Changes that put back what a deed replaced, wherever what it left still stands: a property that someone has changed since
 * is left alone. Properties are compared by value; one that was changed and has its value again counts as unchanged.
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
        boolean untouched = now.map(Node::value).equals(after.map(Node::value));
        MapNode was = map(before).orElse(MapNode.EMPTY);
        MapNode became = map(after).orElse(MapNode.EMPTY);
        boolean nameable = !changedKeys(was, became).contains(""); // such a key is in a value's map, and in no path
        if (map(after).isPresent() && nameable && (map(before).isPresent() || !untouched)) {
            map(now).ifPresent(is -> below(path, was, became, is));
        } else if (untouched) {
            put(path, before);
        }
    }

    private void put(List<String> path, Optional<Node> node) {
        if (node.isEmpty()) {
            changes.add(new Change.Unset(path));
        } else {
            changes.add(new Change.Set(path, node.get().value()));
            makeSets(path, node.get());
        }
    }

    /** A set within a value is written as a list, and becomes a set by adding its elements. */
    private void makeSets(List<String> path, Node node) {
        if (node instanceof SetNode set) {
            set.members().forEach(member -> changes.add(new Change.Add(path, member.getKey(), List.of())));
        } else if (node instanceof MapNode map) {
            map.children().forEach(child -> makeSets(longer(path, child.getKey()), child.getValue()));
        }
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
