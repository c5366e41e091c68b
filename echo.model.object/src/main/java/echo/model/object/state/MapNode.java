package echo.model.object.state;

import echo.api.model.PersistentMap;
import echo.api.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Properties by key, in {@link String#compareTo} order; also the root of an item's tree. Paths are lists of at least one key. */
public record MapNode(PersistentMap<String, Node> children) implements Node {
    public static final MapNode EMPTY = new MapNode(PersistentMap.empty());

    /** What stands at {@code path}. */
    public Optional<Node> find(List<String> path) {
        Optional<Node> node = Optional.of(this);
        for (int i = 0; i < path.size() && node.isPresent(); i++) {
            node = node.get() instanceof MapNode map ? map.children.get(path.get(i)) : Optional.empty();
        }
        return node;
    }

    /** What stands at {@code key} of this very map. */
    Optional<Node> child(String key) {
        return children.get(key);
    }

    /** Whether a change at {@code path} of a {@code kind} of node takes the place of something that is not of that kind. */
    boolean wouldLose(List<String> path, Class<? extends Node> kind) {
        Node node = this;
        for (String key : path) {
            if (!(node instanceof MapNode map)) {
                return true;
            }
            Optional<Node> child = map.child(key);
            if (child.isEmpty()) {
                return false;
            }
            node = child.get();
        }
        return !kind.isInstance(node);
    }

    /** The tree with {@code node} at {@code path}; what is on the way and no map is replaced by one. */
    public MapNode with(List<String> path, Node node) {
        return with(path, 0, node);
    }

    /** The tree without what is at and below {@code path}, if anything is there. */
    public Optional<MapNode> without(List<String> path) {
        return find(path).map(node -> without(path, 0));
    }

    @Override
    public boolean isOlderThan(Origin origin) {
        return all(node -> node.isOlderThan(origin));
    }

    @Override
    public boolean isValue() {
        return all(Node::isValue);
    }

    @Override
    public boolean isRest() {
        return !children.isEmpty() && all(Node::isRest);
    }

    private boolean all(Predicate<Node> what) {
        for (Map.Entry<String, Node> child : children) {
            if (!what.test(child.getValue())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Value.MapValue value() {
        TreeMap<String, Value> values = new TreeMap<>();
        for (Map.Entry<String, Node> child : children) {
            values.put(child.getKey(), child.getValue().value());
        }
        return new Value.MapValue(values);
    }

    private MapNode with(List<String> path, int at, Node node) {
        String key = path.get(at);
        boolean last = at == path.size() - 1;
        return new MapNode(children.with(key, last ? node : map(key).with(path, at + 1, node)));
    }

    private MapNode without(List<String> path, int at) {
        String key = path.get(at);
        boolean last = at == path.size() - 1;
        return new MapNode(last ? children.without(key) : children.with(key, map(key).without(path, at + 1)));
    }

    private MapNode map(String key) {
        return children.get(key).orElse(EMPTY) instanceof MapNode map ? map : EMPTY;
    }
}
