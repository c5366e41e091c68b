package echo.api.past;

import echo.api.ItemId;
import echo.api.feed.Timeframe;
import java.util.List;
import java.util.Optional;

/**
 * What came of taking back one batch: each of its operations was undone, or was not and why.
 *
 * @param undone the batch that was taken back, as its receipt named it
 * @param written the batch that did it, durable and applied; nothing if there was nothing to write. Undoing it is redoing
 * @param parts one for each operation of the batch, in its order
 */
public record Undo(Timeframe undone, Optional<Timeframe> written, List<Part> parts) {
    public Undo {
        parts = List.copyOf(parts);
    }

    /** What became of one operation. */
    public sealed interface Part {
        /** The item that it was about. */
        ItemId item();
    }

    /** The operation was taken back. */
    public record Undone(ItemId item) implements Part {}

    /** The operation stands, for this reason. */
    public record NotUndoable(ItemId item, String reason) implements Part {}

    /** Whether every operation was taken back. */
    public boolean complete() {
        return parts.stream().allMatch(part -> part instanceof Undone);
    }
}
