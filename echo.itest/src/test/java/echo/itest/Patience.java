package echo.itest;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what a running node brings about, at most half a minute. */
final class Patience {
    private static final long SECONDS = 30;
    private static final long LOOK_MS = 5;

    private Patience() {}

    /** What {@code stage} gives. */
    static <T> T of(CompletionStage<T> stage) throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    /** Returns once {@code condition} holds; past patience, fails with what {@code instead} says. */
    static void until(BooleanSupplier condition, Supplier<?> instead) throws InterruptedException, ExecutionException {
        CompletableFuture<Boolean> met = new CompletableFuture<>();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            var unused = clock.scheduleWithFixedDelay(() -> look(condition, met), 0, LOOK_MS, TimeUnit.MILLISECONDS);
            met.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("after " + SECONDS + " s: " + instead.get(), e);
        } finally {
            clock.shutdownNow();
        }
    }

    private static void look(BooleanSupplier condition, CompletableFuture<Boolean> met) {
        try {
            if (condition.getAsBoolean()) {
                met.complete(true);
            }
        } catch (RuntimeException e) {
            met.completeExceptionally(e);
        }
    }
}
