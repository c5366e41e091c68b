package echo.api.past;

import echo.api.feed.Timeframe;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes back what this node wrote, and what it took back. Undoing is writing: a new batch undoes what an earlier one did and
 * leaves what others did since, so it replicates like any other and can itself be undone, which is redoing.
 *
 * <ul>
 *   <li>A create is undone by a delete, a delete by a restore, a restore by a delete, each unless somebody did the same since.
 *   <li>A move is undone by a move back, as long as the item is where that move put it.
 *   <li>A link is undone by an unlink or, if it was there before, by a link with the properties that it had; an unlink by such a
 *       link. Each as long as the link is what that operation left, unless somebody did something to it since.
 *   <li>A mutation is undone by what its {@link echo.api.model.Model#undo model} says.
 * </ul>
 *
 * What cannot be undone is told, operation by operation. The last {@link echo.api.Limits#UNDO_BATCHES} batches that were written
 * through this party since the node started are remembered as steps to undo; older ones can be named.
 *
 * <p>Any thread. Calls are carried out one after the other, after all that was written before them. Stages fail with kind
 * {@code USAGE} when there is nothing to undo or redo, or as {@link echo.api.party.Receipt#applied}.
 */
@ProviderType
public interface Edits {
    /** Takes back the newest batch that was not taken back yet. */
    CompletionStage<Undo> undo();

    /** Takes back the newest undo, unless something was written since. */
    CompletionStage<Undo> redo();

    /**
     * Takes back one batch of this node, out of turn: {@link #undo()} and {@link #redo()} go on from where they were, and
     * {@link #undo()} takes this back first.
     *
     * @param batch what the batch's receipt gave. Fails with kind {@code USAGE} unless it names a batch of this node's data feed
     */
    CompletionStage<Undo> undo(Timeframe batch);
}
