package echo.node;

import echo.api.party.View;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Hands a listener the newest view, one call at a time, skipping views that it is too slow for. Any thread. */
final class Subscriber {
    private final Consumer<View> listener;
    private final Loop loop;
    private final AtomicReference<Optional<View>> latest = new AtomicReference<>(Optional.empty());
    private volatile boolean closed;

    Subscriber(Consumer<View> listener, Loop loop) {
        this.listener = listener;
        this.loop = loop;
    }

    void offer(View view) {
        if (latest.getAndSet(Optional.of(view)).isEmpty()) {
            loop.execute(this::deliver);
        }
    }

    void close() {
        closed = true;
    }

    private void deliver() {
        Optional<View> view = latest.getAndSet(Optional.empty());
        if (!closed) {
            view.ifPresent(listener);
        }
    }
}
