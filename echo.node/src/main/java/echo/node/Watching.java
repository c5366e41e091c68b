package echo.node;

import echo.api.ItemId;
import echo.api.Limits;
import echo.api.feed.Timeframe;
import echo.api.model.PersistentMap;
import echo.api.party.Change;
import echo.api.party.Party.Subscription;
import echo.api.query.Query;
import echo.pipeline.query.live.Delta;
import echo.pipeline.query.live.LiveQueries;
import echo.pipeline.query.live.LiveQuery;
import echo.pipeline.query.live.LiveQuery.Shown;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The watched queries of one party. The party's loop says that there is a new view and goes on; what became of the results is
 * found out on the loop of subscribers, from the view that they were at to the newest. So nothing queues up: however slow a
 * subscriber is, one view waits for it.
 *
 * <p>Any thread; what is marked so, on the loop of subscribers only.
 */
final class Watching {
    // Views are published before published() looks at idle, and idle is cleared before the newest view is read: so
    // either the
    // new watcher begins with a view, or it is told of it.

    private final Loop notices;
    private final Supplier<NodeView> newest;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean idle = true;
    private volatile List<NodeView> recent = List.of();
    // The rest on the loop of subscribers only.
    private final LiveQueries<Watcher> queries = new LiveQueries<>();
    private final Deque<Ended> ended = new ArrayDeque<>();
    private Optional<NodeView> at = Optional.empty();
    private long skipped;

    /** What a subscription that ended had been brought to. */
    private record Ended(Query query, Timeframe timeframe, PersistentMap<ItemId, Shown> result) {}

    /** Calls subscribers on {@code notices}; {@code newest} gives the party's view. */
    Watching(Loop notices, Supplier<NodeView> newest) {
        this.notices = notices;
        this.newest = newest;
    }

    /** The party has a new view. On the party's loop. */
    void published(NodeView view) {
        List<NodeView> kept = new ArrayList<>(recent);
        kept.add(view);
        recent = List.copyOf(kept.subList(Math.max(0, kept.size() - Limits.KEPT_VIEWS), kept.size()));
        if (!idle && scheduled.compareAndSet(false, true)) {
            notices.execute(this::catchUp);
        }
    }

    Subscription watch(Query query, Optional<Timeframe> since, Consumer<Change> listener) {
        Watcher watcher = new Watcher(new LiveQuery(query), listener);
        idle = false;
        notices.execute(() -> begin(watcher, since));
        return () -> {
            if (watcher.closed.compareAndSet(false, true)) {
                notices.execute(() -> end(watcher));
            }
        };
    }

    private void begin(Watcher watcher, Optional<Timeframe> since) {
        idle = false;
        NodeView now = catchUp();
        Optional<PersistentMap<ItemId, Shown>> known = since.flatMap(timeframe -> known(watcher.query, timeframe));
        watcher.told = since.orElse(Timeframe.EMPTY);
        watcher.skippedBefore = skipped;
        known.ifPresent(watcher.query::assume);
        Delta delta = watcher.query.ask(now.graph());
        if (known.isEmpty() || !delta.isEmpty()) {
            watcher.deliver(delta, now, known.isEmpty());
        }
        queries.add(watcher, watcher.query);
    }

    private void end(Watcher watcher) {
        queries.remove(watcher);
        idle = queries.isEmpty();
        at = idle ? Optional.empty() : at; // else an old view would be held
        ended.add(new Ended(watcher.query.query(), watcher.told, watcher.query.result()));
        if (ended.size() > Limits.KEPT_VIEWS) {
            ended.remove();
        }
    }

    /** The result at {@code timeframe}, if it is kept: that of a subscription to the same, else that in the newest such view. */
    private Optional<PersistentMap<ItemId, Shown>> known(LiveQuery query, Timeframe timeframe) {
        Optional<NodeView> then = recent.stream()
                .filter(view -> view.timeframe().equals(timeframe))
                .reduce((older, newer) -> newer);
        return ended.stream()
                .filter(one ->
                        one.query().equals(query.query()) && one.timeframe().equals(timeframe))
                .map(Ended::result)
                .reduce((older, newer) -> newer)
                .or(() -> then.map(view -> result(query.query(), view)));
    }

    private static PersistentMap<ItemId, Shown> result(Query query, NodeView view) {
        LiveQuery then = new LiveQuery(query);
        then.ask(view.graph());
        return then.result();
    }

    /** Brings all watchers to the newest view. */
    private NodeView catchUp() {
        scheduled.set(false);
        NodeView now = newest.get();
        NodeView before = at.orElse(now);
        at = Optional.of(now);
        if (!queries.isEmpty()) {
            skipped += Math.max(0, now.number() - before.number() - 1);
            queries.follow(before.graph(), now.graph()).forEach((watcher, delta) -> watcher.deliver(delta, now, false));
        }
        return now;
    }

    /** One subscription. On the loop of subscribers, but for {@link #closed}. */
    private final class Watcher {
        private final LiveQuery query;
        private final Consumer<Change> listener;
        private Timeframe told = Timeframe.EMPTY;
        private long skippedBefore;
        private final AtomicBoolean closed = new AtomicBoolean();

        Watcher(LiveQuery query, Consumer<Change> listener) {
            this.query = query;
            this.listener = listener;
        }

        /** In a task of its own, so that a listener that throws harms no other. */
        void deliver(Delta delta, NodeView view, boolean whole) {
            Change.Difference difference =
                    new Change.Difference(view.items(delta.added()), view.items(delta.changed()), delta.removed());
            Change change = new Change(view, difference, whole, Math.toIntExact(skipped - skippedBefore));
            skippedBefore = skipped;
            told = view.timeframe();
            notices.execute(() -> {
                if (!closed.get()) {
                    listener.accept(change);
                }
            });
        }
    }
}
