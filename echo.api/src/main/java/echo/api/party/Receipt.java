package echo.api.party;

import echo.api.feed.Durability;
import echo.api.feed.Timeframe;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What became of a write, stage by stage: sealed, durable, applied, held by peers. Each stage gives the same timeframe, which
 * covers the write over the writer's data feed and ends with it, so that it names the write. A stage fails when one before it
 * did: with kind {@code REFUSED} when the write cannot be sealed, {@code STORAGE} when the disk failed, {@code UNAVAILABLE} when
 * the node stopped before.
 *
 * <p>Any thread. The stages run their continuations on the party's loop, so these must be short.
 */
@ProviderType
public interface Receipt {
    /** Complete when the write is signed and has its place in the feed. A power cut, or a disk that fails, may still undo that. */
    CompletionStage<Timeframe> sealed();

    /**
     * Complete when the write withstands what {@link #durability} says, and is visible in this node's view. When it fails with kind
     * {@code STORAGE} the write may be there or not, and no later write is taken until the store works again.
     */
    CompletionStage<Timeframe> durable();

    /** What a durable write withstands here: a power cut, unless the storage is set to less. */
    Durability durability();

    /**
     * Complete when the write is visible to every read of this node, on any thread: {@link Party#view} covers it from then on.
     * Views show only what is durable, so a read that was begun before may miss the write, also on the thread that wrote.
     */
    CompletionStage<Timeframe> applied();

    /**
     * Complete when the write is durable here and {@code peers} other devices have said that it is durable there too. Counted
     * are devices with which this node has had a session since it started; what they pass on to others is not known here.
     *
     * @param peers how many, at least 0. May take for ever; fails with kind {@code UNAVAILABLE} when the node stops
     */
    CompletionStage<Timeframe> heldBy(int peers);
}
