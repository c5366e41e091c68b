package echo.pipeline.control;

import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.api.model.PersistentMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far feeds count that do not count whole. Immutable.
 *
 * @param forks feeds with two branches: up to where these part
 * @param data data feeds whose writers may write no more: up to what counts. A feed that nobody may write, which only the void
 *     admission of somebody names, counts to 0
 * @param control control feeds likewise, by length. What they say beyond is void; it is read all the same, as it may be part of a dispute
 */
public record Cuts(
        PersistentMap<FeedKey, Extent> forks,
        PersistentMap<FeedKey, Extent> data,
        PersistentMap<FeedKey, Long> control) {
    /** Every feed counts whole. */
    public static final Cuts NONE = new Cuts(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty());

    /** No more than the proofs of forks, which hold whatever else is known. */
    public Cuts proven() {
        return new Cuts(forks, PersistentMap.empty(), PersistentMap.empty());
    }

    /** How far messages of {@code feed} are released at most, if not all of them. */
    public Optional<Extent> of(FeedKey feed) {
        Optional<Extent> fork = forks.get(feed);
        Optional<Extent> end = data.get(feed);
        return fork.isPresent() && end.isPresent() ? Optional.of(earlier(fork.get(), end.get())) : fork.or(() -> end);
    }

    /** All that {@link #of} gives. */
    public PersistentMap<FeedKey, Extent> all() {
        if (data.isEmpty()) {
            return forks;
        }
        PersistentMap<FeedKey, Extent> all = data;
        for (Map.Entry<FeedKey, Extent> fork : forks) {
            all = all.with(fork.getKey(), of(fork.getKey()).orElseThrow());
        }
        return all;
    }

    /** The same, and it is known that {@code feed} was forked after {@code common}; of several places the earliest counts. */
    Cuts fork(FeedKey feed, Extent common) {
        Extent place = forks.get(feed).map(known -> earlier(known, common)).orElse(common);
        return new Cuts(forks.with(feed, place), data, control);
    }

    /** The same, and data feed {@code feed} counts to {@code end} at most. */
    Cuts endData(FeedKey feed, Extent end) {
        return new Cuts(
                forks,
                data.with(feed, data.get(feed).map(known -> earlier(known, end)).orElse(end)),
                control);
    }

    /** The same, and control feed {@code feed} counts to {@code length} at most. */
    Cuts endControl(FeedKey feed, long length) {
        long end = Math.min(length, control.get(feed).orElse(length));
        return new Cuts(forks, data, control.with(feed, end));
    }

    /** The same, where {@code feed} counts whole but for forks. */
    Cuts whole(FeedKey feed) {
        return new Cuts(forks, data.without(feed), control.without(feed));
    }

    /** The shorter of two extents of one feed; of two of one length, the one with the smaller link. */
    private static Extent earlier(Extent one, Extent other) {
        return isEarlier(one, other) ? one : other;
    }

    static boolean isEarlier(Extent one, Extent other) {
        return one.length() != other.length()
                ? one.length() < other.length()
                : one.link().bytes().compareTo(other.link().bytes()) < 0;
    }
}
