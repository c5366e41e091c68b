package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What a party has promised to do on its loop, and not kept yet; it fails when the node stops. Any thread. */
final class Promises {
    private final Map<Long, CompletableFuture<?>> open = new ConcurrentSkipListMap<>();
    private final AtomicLong made = new AtomicLong();
    private final Loop loop;
    private volatile boolean broken;

    Promises(Loop loop) {
        this.loop = loop;
    }

    /** Runs {@code task}, which does something for {@code promise}, on the loop. */
    void onLoop(CompletableFuture<?> promise, Runnable task) {
        add(promise);
        loop.execute(task);
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
