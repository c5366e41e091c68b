package echo.model.object;

import echo.model.object.state.MapNode;

/**
 * The state of an object item.
 *
 * @param root all its properties
 */
public record ObjectState(MapNode root) {
    public static final ObjectState EMPTY = new ObjectState(MapNode.EMPTY);
}
