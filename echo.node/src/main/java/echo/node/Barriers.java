package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.Limits;
import echo.api.feed.Timeframe;
import echo.api.party.View;
import echo.pipeline.PartyEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Who waits for which timeframe to be shown.
 *
 * <p>On the party's loop only.
 */
final class Barriers {
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Timeframe timeframe, CompletableFuture<View> promise) {}

    /** Completes {@code promise} with the first view, {@code now} or later, that covers {@code timeframe}. */
    void await(Timeframe timeframe, CompletableFuture<View> promise, View now, PartyEngine engine) {
        Waiting one = new Waiting(timeframe, promise);
        if (isOver(one, now, engine)) {
            return;
        }
        if (waiting.size() >= Limits.WAITING_STAGES) {
            promise.completeExceptionally(new EchoException(
                    Kind.UNAVAILABLE, "more than " + Limits.WAITING_STAGES + " readers wait for a timeframe"));
            return;
        }
        waiting.add(one);
    }

    /** {@code view} is what {@code engine} has applied: those go on who wait for no more, or for what can never be. */
    void judge(View view, PartyEngine engine) {
        waiting.removeIf(one -> isOver(one, view, engine));
    }

    private static boolean isOver(Waiting one, View view, PartyEngine engine) {
        if (one.promise().isDone()) {
            return true;
        }
        Optional<PartyEngine.Shortfall> lacks = engine.lacks(one.timeframe());
        if (lacks.filter(PartyEngine.Shortfall::forGood).isPresent()) {
            return one.promise()
                    .completeExceptionally(
                            new EchoException(Kind.USAGE, lacks.get().reason()));
        }
        return lacks.isEmpty()
                && view.timeframe().covers(one.timeframe())
                && one.promise().complete(view);
    }
}
