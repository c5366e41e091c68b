package echo.node;

import echo.api.Limits;
import echo.api.feed.Durability;
import echo.api.feed.Timeframe;
import echo.codec.Operation;
import echo.codec.OperationCodec;
import echo.node.Road.Step;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hands one party's batches to the keeper and gives their receipts: the end of the verb <em>intend</em>. */
final class PartyWriter {
    private final Road road;
    private final Durability durability;
    private final PartyKeeper keeper;
    private final KeyCare keys;
    private final Promises promises;
    private final Holders holders;

    /** What batches are handed to, and what sees to it that they can be sealed. */
    record Desk(PartyKeeper keeper, KeyCare keys) {}

    PartyWriter(Ports ports, Desk desk, Promises promises, Holders holders) {
        this.road = ports.road();
        this.durability = ports.storage().commits().durability();
        this.keeper = desk.keeper();
        this.keys = desk.keys();
        this.promises = promises;
        this.holders = holders;
    }

    /**
     * The receipt of a batch that is about to be handed over. Any thread.
     *
     * @throws IllegalArgumentException if the batch is past a limit
     */
    NodeReceipt receipt(List<Operation> operations) {
        if (operations.size() > Limits.BATCH_OPERATIONS) {
            throw new IllegalArgumentException("the batch has " + operations.size() + " operations, more than the "
                    + Limits.BATCH_OPERATIONS + " that one may have; write several");
        }
        int size = OperationCodec.encode(operations).size();
        if (size > Limits.BATCH_BYTES) {
            throw new IllegalArgumentException("the batch has " + size + " bytes, more than the " + Limits.BATCH_BYTES
                    + " that one may have; write several");
        }
        road.note(Step.INTENDED, keeper.party(), () -> operations.size() + " operations, " + size + " bytes");
        NodeReceipt receipt = new NodeReceipt(durability, this::hold);
        promises.add(receipt.promise());
        return receipt;
    }

    /** Writes at once; on the party's loop. Throws as {@link #receipt}. */
    NodeReceipt write(List<Operation> operations) {
        NodeReceipt receipt = receipt(operations);
        hand(operations, receipt);
        return receipt;
    }

    /** Hands over a batch whose receipt is {@code receipt}; on the party's loop. */
    void hand(List<Operation> operations, NodeReceipt receipt) {
        keys.ready();
        keeper.write(operations, receipt);
    }

    private CompletionStage<Timeframe> hold(Timeframe written, int peers) {
        CompletableFuture<Timeframe> promise = new CompletableFuture<>();
        promises.onLoop(promise, () -> holders.await(written, peers, promise));
        return promise;
    }
}
