package echo.pipeline.order;

import echo.api.FeedKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The feeds whose first waiting message is to be looked at, in the order in which they became so. One thread at a time. */
final class Eligible {
    private final Deque<FeedProgress> feeds = new ArrayDeque<>();

    /** Adds {@code feed} at the end, unless it has its place already. */
    void add(FeedProgress feed) {
        if (!feed.eligible()) {
            feed.eligible(true);
            feeds.addLast(feed);
        }
    }

    /** The first feed that {@code which} picks. */
    Optional<FeedProgress> first(Predicate<FeedKey> which) {
        for (FeedProgress feed : feeds) {
            if (which.test(feed.feed())) {
                return Optional.of(feed);
            }
        }
        return Optional.empty();
    }

    /** All that {@code which} picks. */
    List<FeedProgress> all(Predicate<FeedKey> which) {
        return feeds.stream().filter(feed -> which.test(feed.feed())).toList();
    }

    /** Takes out {@code feed}; costs as much as to find it. */
    void remove(FeedProgress feed) {
        if (feed.eligible()) {
            feed.eligible(false);
            feeds.remove(feed);
        }
    }
}
