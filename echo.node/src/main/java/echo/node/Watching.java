package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
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
import java.util.Deque;
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
    // Views are published before published() looks at idle, and idle is cleared before the newest view is read. So the
    // new watcher begins with a view, or it is told of it.

    private final Loop notices;
    private final Supplier<NodeView> newest;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean idle = true;
    private volatile RecentViews recent = RecentViews.NONE;
    // The rest on the loop of subscribers only.
    private final LiveQueries<Watcher> queries = new LiveQueries<>();
    private final Deque<Known> ended = new ArrayDeque<>();
    private Optional<NodeView> at = Optional.empty();
    private long skipped;

    /** What a subscriber has been brought to. */
    private record Known(Query query, Timeframe timeframe, PersistentMap<ItemId, Shown> result) {
        boolean isOf(Query other, Timeframe then) {
            return query.equals(other) && timeframe.equals(then);
        }
    }

    /** Calls subscribers on {@code notices}; {@code newest} gives the party's view. */
    Watching(Loop notices, Supplier<NodeView> newest) {
        this.notices = notices;
        this.newest = newest;
    }

    /** The party has a new view. On the party's loop. */
    void published(NodeView view) {
        recent = recent.with(view);
        if (!idle && scheduled.compareAndSet(false, true)) {
            notices.execute(this::catchUp);
        }
    }

    Subscription watch(Query query, Optional<Timeframe> since, Consumer<Change> listener) {
        Watcher watcher = new Watcher(new LiveQuery(query), listener);
        idle = false;
        notices.execute(() -> begin(watcher, since));
        return watcher;
    }

    private void begin(Watcher watcher, Optional<Timeframe> since) {
        idle = false;
        NodeView now = catchUp();
        watcher.skippedBefore = skipped;
        try {
            watcher.taken = since.flatMap(timeframe -> known(watcher.query.query(), timeframe));
            watcher.taken.map(Known::result).ifPresent(watcher.query::assume);
            Delta delta = watcher.query.ask(now.graph());
            if (watcher.taken.isEmpty() || !delta.isEmpty()) {
                watcher.deliver(delta, now, watcher.taken.isEmpty());
            }
            queries.add(watcher, watcher.query);
            at = Optional.of(now);
            idle = false; // others may have failed and left nobody to tell, for a while
            catchUp();
        } catch (RuntimeException e) {
            fail(watcher, e);
        }
    }

    private void end(Watcher watcher) {
        queries.remove(watcher);
        rest();
        watcher.taken.ifPresent(ended::add);
        if (ended.size() > Limits.KEPT_VIEWS) {
            ended.remove();
        }
    }

    private void fail(Watcher watcher, RuntimeException cause) {
        rest();
        EchoException failure = new EchoException(
                Kind.UNAVAILABLE,
                "the query " + watcher.query.query() + " is watched no more, for it cannot be answered: "
                        + cause.getMessage(),
                cause);
        watcher.failure = Optional.of(failure);
        notices.execute(() -> {
            throw failure; // to where the loop tells what a task threw
        });
    }

    private void rest() {
        idle = queries.isEmpty();
        at = idle ? Optional.empty() : at; // else an old view would be held
    }

    /** The result at {@code timeframe}, if it is kept and there is but one: that of a subscription to the same, else of a view. */
    private Optional<Known> known(Query query, Timeframe timeframe) {
        RecentViews views = recent;
        if (views.isAmbiguous(timeframe)) {
            return Optional.empty();
        }
        return ended.stream()
                .filter(one -> one.isOf(query, timeframe))
                .findFirst()
                .or(() -> views.at(timeframe).map(view -> new Known(query, timeframe, result(query, view))));
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
            LiveQueries.Followed<Watcher> followed = queries.follow(before.graph(), now.graph());
            followed.deltas().forEach((watcher, delta) -> watcher.deliver(delta, now, false));
            followed.failures().forEach(this::fail);
        }
        return now;
    }

    /** One subscription. On the loop of subscribers, but for what it is as one. */
    private final class Watcher implements Subscription {
        private final LiveQuery query;
        private final Consumer<Change> listener;
        private final AtomicBoolean closed = new AtomicBoolean();
        private volatile Optional<EchoException> failure = Optional.empty();
        private Optional<Known> taken = Optional.empty();
        private long skippedBefore;

        Watcher(LiveQuery query, Consumer<Change> listener) {
            this.query = query;
            this.listener = listener;
        }

        /** In a task of its own, so that a listener that throws harms no other. It knows what it took, not what is on its way. */
        void deliver(Delta delta, NodeView view, boolean whole) {
            Change.Difference difference =
                    new Change.Difference(view.items(delta.added()), view.items(delta.changed()), delta.removed());
            Change change = new Change(view, difference, whole, Math.toIntExact(skipped - skippedBefore));
            skippedBefore = skipped;
            Known brought = new Known(query.query(), view.timeframe(), query.result());
            notices.execute(() -> {
                if (!closed.get()) {
                    listener.accept(change);
                    taken = Optional.of(brought);
                }
            });
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                notices.execute(() -> end(this));
            }
        }

        @Override
        public Optional<EchoException> failure() {
            return failure;
        }
    }
}
