package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Durability;
import echo.api.feed.Timeframe;
import echo.api.party.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A write's receipt. Any thread may read it; its stages are completed on the party's loop. */
final class NodeReceipt implements Receipt {
    /** Of a statement, about which nobody asks peers. */
    private static final Witnesses NO_WITNESSES = (written, peers) ->
            CompletableFuture.failedFuture(new EchoException(Kind.UNAVAILABLE, "no peer is asked about a statement"));

    private final Durability durability;
    private final Witnesses witnesses;
    private final CompletableFuture<Timeframe> sealed = new CompletableFuture<>();
    // The view that shows a write appears after the force and before its receipt is told, so two stages are one moment.
    private final CompletableFuture<Timeframe> shown = new CompletableFuture<>();

    /** Knows when peers hold what was written. */
    interface Witnesses {
        CompletionStage<Timeframe> hold(Timeframe written, int peers);
    }

    NodeReceipt(Durability durability, Witnesses witnesses) {
        this.durability = durability;
        this.witnesses = witnesses;
        applied().whenComplete((written, failure) -> {
            if (failure != null) {
                sealed.completeExceptionally(failure);
            }
        });
    }

    /** The receipt of a statement, which is forced in any case. */
    static NodeReceipt ofStatement() {
        return new NodeReceipt(Durability.FORCE, NO_WITNESSES);
    }

    /** What is complete when the receipt is, but for peers. */
    CompletableFuture<Timeframe> promise() {
        return shown;
    }

    void seal(Timeframe written) {
        sealed.complete(written);
    }

    void show(Timeframe written) {
        sealed.complete(written);
        shown.complete(written);
    }

    void fail(EchoException cause) {
        shown.completeExceptionally(cause);
    }

    @Override
    public CompletionStage<Timeframe> sealed() {
        return sealed;
    }

    @Override
    public CompletionStage<Timeframe> durable() {
        return shown;
    }

    @Override
    public Durability durability() {
        return durability;
    }

    @Override
    public CompletionStage<Timeframe> applied() {
        return shown;
    }

    @Override
    public CompletionStage<Timeframe> heldBy(int peers) {
        if (peers < 0) {
            throw new IllegalArgumentException("the number of peers must not be negative: " + peers);
        }
        return peers == 0 ? shown : shown.thenCompose(written -> witnesses.hold(written, peers));
    }
}
