package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.Position;
import echo.api.value.Value;
import java.util.Optional;

/**
 * A link or unlink at its place in the order, with what it found. Immutable.
 *
 * @param source the item that has the link
 * @param before the link's properties before it; nothing if the link was not there
 * @param after the link's properties after it; nothing if it took the link away
 */
public record LinkAct(
        Position position,
        ItemId source,
        LinkIndex.Outgoing link,
        Optional<Value.MapValue> before,
        Optional<Value.MapValue> after) {
    /** Why it had no effect, for people; nothing if it had one. */
    public Optional<String> idle() {
        return before.equals(after) ? Optional.of("it changed nothing") : Optional.empty();
    }
}
