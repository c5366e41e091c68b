package echo.model.object.state;

import echo.api.model.PersistentMap;
import echo.api.value.Value;
import java.util.Map;

/** What stands at a property. Immutable. */
public sealed interface Node permits PlainNode, CounterNode, MapNode, SetNode, ListNode {
    /** What people read here: a plain value, a counter's integer, or a map of what lies below, or a set or list as a list. */
    Value value();

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
