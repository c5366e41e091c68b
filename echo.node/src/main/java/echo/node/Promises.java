package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What a party has promised and not kept yet; it fails when the node stops. Any thread. */
final class Promises {
    private final Map<Long, CompletableFuture<?>> open = new ConcurrentSkipListMap<>();
    private final AtomicLong made = new AtomicLong();
    private volatile boolean broken;

    /** A new promise. */
    <T> CompletableFuture<T> make() {
        CompletableFuture<T> promise = new CompletableFuture<>();
        add(promise);
        return promise;
    }

    /** Minds {@code promise} until it is complete. */
    void add(CompletableFuture<?> promise) {
        long number = made.incrementAndGet();
        open.put(number, promise);
        var unused = promise.whenComplete((value, failure) -> open.remove(number));
        if (broken) {
            breakOne(promise);
        }
    }

    /** Fails what is open, and all that comes after. */
    void breakAll() {
        broken = true;
        open.values().forEach(Promises::breakOne);
    }

    private static void breakOne(CompletableFuture<?> promise) {
        promise.completeExceptionally(new EchoException(Kind.UNAVAILABLE, "the node has stopped"));
    }
}
