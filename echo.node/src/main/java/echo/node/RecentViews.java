package echo.node;

import echo.api.Limits;
import echo.api.feed.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last views of a party, to go on from. A timeframe tells which messages a view is made of, but not under which models: where
 * there was more than one view of it, who knows what was found there may know any of them. Immutable; any thread.
 *
 * @param views the oldest first
 * @param ambiguous the last timeframes of more than one view. That of the first view counts as one: before the node started it may
 *     have shown another
 */
record RecentViews(List<NodeView> views, List<Timeframe> ambiguous) {
    static final RecentViews NONE = new RecentViews(List.of(), List.of());

    /** These and {@code view}, which is newer than all. */
    RecentViews with(NodeView view) {
        boolean again = views.isEmpty() || isSame(views.get(views.size() - 1).timeframe(), view.timeframe());
        boolean news = again && !ambiguous.contains(view.timeframe());
        return new RecentViews(withLast(views, view), news ? withLast(ambiguous, view.timeframe()) : ambiguous);
    }

    /** Asks first what costs only as much as differs: successive views are seldom equal. */
    private static boolean isSame(Timeframe before, Timeframe now) {
        return before.covers(now) && before.equals(now);
    }

    private static <T> List<T> withLast(List<T> all, T last) {
        List<T> kept = new ArrayList<>(all);
        kept.add(last);
        return List.copyOf(kept.subList(Math.max(0, kept.size() - Limits.KEPT_VIEWS), kept.size()));
    }

    /** Whether more than one view of {@code timeframe} is known to have been. */
    boolean isAmbiguous(Timeframe timeframe) {
        return ambiguous.contains(timeframe) || of(timeframe).count() > 1; // a party made anew may come to where it was
    }

    /** The view of {@code timeframe}, if it is among these. */
    Optional<NodeView> at(Timeframe timeframe) {
        return of(timeframe).findFirst();
    }

    private Stream<NodeView> of(Timeframe timeframe) {
        return views.stream().filter(view -> view.timeframe().equals(timeframe));
    }
}
