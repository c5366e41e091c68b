package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.Position;
import echo.api.feed.Timeframe;
import echo.api.past.Edits;
import echo.api.past.Undo;
import echo.codec.Message;
import echo.codec.Operation;
import echo.pipeline.PartyEngine;
import echo.pipeline.past.UndoPlan;
import echo.pipeline.past.UndoPlan.Plan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What this node wrote in one party, as steps to undo and redo.
 *
 * <p>Any thread may call; the steps are taken on the party's loop.
 */
final class PartyEdits implements Edits {
    // A batch that is being undone stays where it is until that is done: so it is there still if that fails. One step
    // at a time is taken, after all that was written before it: `latest` and `tail` say what to wait for.

    private final Supplier<FeedKey> own;
    private final PartyKeeper keeper;
    private final PartyPast past;
    private final PartyWriter writer;
    private final Deque<Timeframe> done = new ArrayDeque<>();
    private final Deque<Timeframe> undone = new ArrayDeque<>();
    private CompletionStage<?> latest = CompletableFuture.completedFuture(true);
    private CompletionStage<?> tail = CompletableFuture.completedFuture(true);

    /** The edits of the data feed that this node writes now, {@code own}. */
    PartyEdits(Supplier<FeedKey> own, PartyKeeper keeper, PartyPast past, PartyWriter writer) {
        this.own = own;
        this.keeper = keeper;
        this.past = past;
        this.writer = writer;
    }

    /** A batch was handed to the keeper, on the loop; once it is there it can be undone, and nothing can be redone. */
    void wrote(NodeReceipt receipt) {
        latest = receipt.applied();
        receipt.applied().thenAccept(written -> {
            push(done, written);
            undone.clear();
        });
    }

    @Override
    public CompletionStage<Undo> undo() {
        return next(promise -> takeBack(done, undone, "undo", promise));
    }

    @Override
    public CompletionStage<Undo> redo() {
        return next(promise -> takeBack(undone, done, "redo", promise));
    }

    @Override
    public CompletionStage<Undo> undo(Timeframe batch) {
        return next(promise -> takeBack(batch, undone.contains(batch) ? done : undone, promise));
    }

    /** Takes {@code step} on the loop, after all that was begun before. */
    private CompletableFuture<Undo> next(Consumer<CompletableFuture<Undo>> step) {
        CompletableFuture<Undo> promise = new CompletableFuture<>();
        past.onLoop(promise, () -> {
            CompletionStage<?> written = latest;
            CompletionStage<?> before = tail;
            tail = promise;
            before.whenComplete((undo, broken) ->
                    written.whenComplete((timeframe, lost) -> past.onLoop(promise, () -> step.accept(promise))));
        });
        return promise;
    }

    private void takeBack(Deque<Timeframe> from, Deque<Timeframe> to, String verb, CompletableFuture<Undo> promise) {
        Timeframe batch = from.peekLast();
        if (batch == null) {
            promise.completeExceptionally(new EchoException(Kind.USAGE, "there is nothing to " + verb));
            return;
        }
        takeBack(batch, to, promise);
    }

    private void takeBack(Timeframe batch, Deque<Timeframe> to, CompletableFuture<Undo> promise) {
        try {
            UndoPlan plan = plan(batch);
            past.aside(promise, plan::carryOut, worked -> write(batch, worked, to, promise));
        } catch (EchoException e) {
            promise.completeExceptionally(e);
        }
    }

    private void write(Timeframe batch, Plan plan, Deque<Timeframe> to, CompletableFuture<Undo> promise) {
        if (plan.operations().isEmpty()) {
            forget(batch);
            promise.complete(new Undo(batch, Optional.empty(), plan.parts()));
            return;
        }
        writer.write(plan.operations()).applied().whenComplete((written, failure) -> {
            if (failure == null) {
                forget(batch);
                push(to, written);
                promise.complete(new Undo(batch, Optional.of(written), plan.parts()));
            } else {
                promise.completeExceptionally(failure);
            }
        });
    }

    private void forget(Timeframe batch) {
        done.remove(batch);
        undone.remove(batch);
    }

    private static void push(Deque<Timeframe> stack, Timeframe batch) {
        stack.addLast(batch);
        if (stack.size() > Limits.UNDO_BATCHES) {
            stack.removeFirst();
        }
    }

    private UndoPlan plan(Timeframe batch) {
        PartyEngine engine = keeper.engine();
        FeedKey feed = own.get();
        long length = batch.extent(feed).length();
        if (length == 0 || batch.extents().size() > 1) {
            throw new EchoException(Kind.USAGE, batch + " names no batch of this node; a write's receipt does");
        }
        engine.lacks(batch).ifPresent(lacks -> {
            throw new EchoException(Kind.USAGE, lacks.reason());
        });
        Message message = past.message(feed, length - 1)
                .orElseThrow(
                        () -> new EchoException(Kind.STORAGE, "the batch cannot be read; the store is out of order"));
        List<Operation> operations = past.operations(feed, length - 1, message)
                .orElseThrow(() -> new EchoException(
                        Kind.UNAVAILABLE, "the batch that " + batch + " names cannot be read by this device"));
        Position position = new Position(message.header().lamport(), feed, 0);
        return UndoPlan.of(position, operations, engine.past(), engine.snapshot());
    }
}
