package echo.pipeline;

import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.pipeline.control.PartyState;
import echo.pipeline.items.ItemTree.Work;
import echo.pipeline.items.Snapshot;

/**
 * What an event asks of the world. Effects are carried out in the order of their list, with one rule: everything to be kept
 * is durable before anything that follows from it (a receipt, a published snapshot, an offer to a peer) leaves the node.
 */
public sealed interface Effect {
    /**
     * Append this verified run to the feed store.
     *
     * @param own whether this node sealed it
     */
    record Keep(Run run, boolean own) implements Effect {}

    /** Something that a peer sent was refused, for this reason. */
    record Refused(String reason) implements Effect {}

    /** All of a peer's run is here already. */
    record Known(String reason) implements Effect {}

    /**
     * A peer's run proves that its feed has two branches: to be stated, with what the store has after {@code common}.
     *
     * @param run of the other branch, beginning within what is common
     * @param common how far the two are one
     */
    record Forked(Run run, Extent common) implements Effect {}

    /** A peer's run is of another branch, which parts from the one here before the run begins: what comes before is wanted. */
    record Apart(String reason) implements Effect {}

    /** A run of a peer is not taken now, for this reason; it may be later. */
    record Postponed(String reason) implements Effect {}

    /**
     * A write was sealed; once kept, its receipt is complete.
     *
     * @param token as in {@link Event.Write} or {@link Event.State}
     * @param timeframe covers the write, over its feed
     */
    record Sealed(long token, Timeframe timeframe) implements Effect {}

    /** A write cannot be sealed, for this reason. */
    record Unsealed(long token, String reason) implements Effect {}

    /** Members, devices or feeds are no longer the same. */
    record PartyChanged(PartyState state) implements Effect {}

    /** Messages were released in order; {@code held} still wait. */
    record Ordered(int released, long held) implements Effect {}

    /** Items changed: the newest snapshot, made of the data messages that {@code applied} covers. */
    record Applied(Work work, Snapshot snapshot, Timeframe applied) implements Effect {}

    /**
     * A feed that was judged no longer belongs to the party, or to the same member, or in the same role, or was found to be forked:
     * this engine is of no more use, and a new one must be restored from the store.
     */
    record Rebuild(String reason) implements Effect {}
}
