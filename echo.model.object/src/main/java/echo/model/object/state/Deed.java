package echo.model.object.state;

import java.util.List;

/**
 * What a change did.
 *
 * @param before the tree that it found
 * @param origin its name
 * @param after the tree that it left
 */
public record Deed(MapNode before, Origin origin, MapNode after) {
    /** Changes that put back what had to go for a {@code kind} of node at {@code path}; none if nothing had to, or what came stands no more. */
    List<Change> giveRoomBack(List<String> path, Class<? extends Node> kind, MapNode now) {
        return before.wouldLose(path, kind) ? Restoration.of(this, now) : List.of();
    }
}
