package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.codec.Statement.ExchangeKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Which other devices have said that they hold how much of this node's data feed, and who waits for them to. A peer offers only
 * what is durable there, so its offers are its word.
 *
 * <p>On the party's loop only.
 */
final class Holders {
    private FeedKey feed;
    private final Map<ExchangeKey, Long> lengths = new LinkedHashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(Timeframe written, int peers, CompletableFuture<Timeframe> promise) {}

    /** Nobody holds {@code feed} yet. */
    Holders(FeedKey feed) {
        this.feed = feed;
    }

    /** From now on this node writes {@code next}: who waits for peers to hold what it wrote before need not wait any more. */
    void goOn(FeedKey next) {
        feed = next;
        lengths.clear();
        List<Waiting> before = List.copyOf(waiting);
        waiting.clear();
        before.forEach(one -> one.promise().completeExceptionally(forked()));
    }

    /**
     * {@code device} holds all that {@code offered} covers.
     *
     * @param isHere whether a timeframe is a part of what is here, link for link: of another branch nothing follows
     */
    void offered(ExchangeKey device, Timeframe offered, Predicate<Timeframe> isHere) {
        Extent extent = offered.extent(feed);
        if (extent.length() == 0) {
            return;
        }
        long before = lengths.getOrDefault(device, 0L);
        if (extent.length() > before && isHere.test(Timeframe.EMPTY.with(feed, extent))) {
            lengths.put(device, extent.length());
            waiting.removeIf(this::isOver);
        }
    }

    /** Completes {@code promise} with {@code written} once {@code peers} devices hold it. */
    void await(Timeframe written, int peers, CompletableFuture<Timeframe> promise) {
        if (written.extent(feed).length() == 0) {
            promise.completeExceptionally(forked());
            return;
        }
        Waiting one = new Waiting(written, peers, promise);
        if (isOver(one)) {
            return;
        }
        if (waiting.size() >= Limits.WAITING_STAGES) {
            promise.completeExceptionally(new EchoException(
                    Kind.UNAVAILABLE, "more than " + Limits.WAITING_STAGES + " writes wait for peers to hold them"));
            return;
        }
        waiting.add(one);
    }

    private static EchoException forked() {
        return new EchoException(
                Kind.REFUSED, "it stands in a feed that was forked; what peers hold of that may differ");
    }

    private boolean isOver(Waiting one) {
        if (one.promise().isDone()) {
            return true;
        }
        long length = one.written().extent(feed).length();
        long holders = lengths.values().stream().filter(held -> held >= length).count();
        return holders >= one.peers() && one.promise().complete(one.written());
    }
}
