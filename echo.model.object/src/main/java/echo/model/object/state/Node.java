package echo.model.object.state;

import echo.api.model.PersistentMap;
import echo.api.value.Value;
import java.util.Map;

/** What stands at a property. Immutable. */
public sealed interface Node permits PlainNode, CounterNode, MapNode, SetNode, ListNode {
    /** What people read here: a plain value, a counter's integer, or a map of what lies below, or a set or list as a list. */
    Value value();

    /** Whether all that has a name in it, and below, was named before {@code origin}. */
    boolean isOlderThan(Origin origin);

    /** Whether it has no names in it, nor below: setting {@link #value} gives the same again. */
    boolean isValue();

    /** Whether it is no more than what is left where a set, list or counter, which came into being by a change, lost what it had. */
    boolean isRest();

    /** What {@code value} becomes when the change {@code origin} sets it. */
    static Node of(Value value, Origin origin) {
        if (value instanceof Value.MapValue map) {
            PersistentMap<String, Node> children = PersistentMap.empty();
            for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
                children = children.with(entry.getKey(), of(entry.getValue(), origin));
            }
            return new MapNode(children);
        }
        return value instanceof Value.ListValue list ? ListNode.of(list.elements(), origin) : PlainNode.of(value);
    }
}
