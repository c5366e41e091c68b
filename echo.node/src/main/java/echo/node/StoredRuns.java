package echo.node;

import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import java.util.Optional;
import java.util.function.Consumer;

/** All that a store holds, as an engine is restored from it. */
final class StoredRuns {
    private StoredRuns() {}

    /** Hands over all runs, feed by feed, each feed's in order. */
    static void forEach(FeedStore store, Consumer<Run> taker) {
        for (FeedKey feed : store.feeds()) {
            Optional<Run> run = store.read(feed, 0, Limits.RUN_BYTES);
            while (run.isPresent()) {
                taker.accept(run.get());
                run = store.read(feed, run.get().head().extent().length(), Limits.RUN_BYTES);
            }
        }
    }
}
