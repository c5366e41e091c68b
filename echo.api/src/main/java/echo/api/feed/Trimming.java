package echo.api.feed;

import echo.api.FeedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every store makes of a {@linkplain FeedStore#trim trim}: whether its timeframe is one of the feeds that are stored, and
 * where each of them begins afterwards. How that is kept, and blocks erased, is the store's own.
 *
 * <p>One thread.
 */
public final class Trimming {
    /*
     * 1. A feed begins at a head that was stored, the last at or before the length that was asked for. So no run has to be taken
     *    apart; what begins is signed; and whatever becomes of the blocks after it, the feed ends at a head.
     * 2. A store knows the links at the ends of runs only. Within a run the link is computed from the run's payloads, so that a
     *    timeframe of another branch is refused wherever it ends.
     */

    /** Reads the store that is trimmed. */
    @FunctionalInterface
    public interface Runs {
        /** The whole run, as it was appended, that holds {@code block} of {@code feed}, which is stored. */
        Run holding(FeedKey feed, long block);
    }

    private final FeedStore store;
    private final Runs runs;

    private Trimming(FeedStore store, Runs runs) {
        this.store = store;
        this.runs = runs;
    }

    /**
     * The heads at which feeds begin once {@code store} is trimmed below {@code below}: of those feeds alone that then begin later
     * than now, in the order of their keys. Reads at most two runs of each feed.
     *
     * @throws IllegalArgumentException if {@code below} has more of a feed than is stored, or another link
     */
    public static List<Head> starts(FeedStore store, Timeframe below, Runs runs) {
        Trimming trimming = new Trimming(store, runs);
        List<Head> starts = new ArrayList<>();
        for (Map.Entry<FeedKey, Extent> entry : below.extents().entrySet()) {
            trimming.start(entry.getKey(), entry.getValue()).ifPresent(starts::add);
        }
        return starts;
    }

    private Optional<Head> start(FeedKey feed, Extent below) {
        long length = store.extent(feed).length();
        if (below.length() > length) {
            throw new IllegalArgumentException(
                    "feed " + feed + " has " + length + " blocks, and cannot be trimmed below " + below.length());
        }
        Extent start = store.start(feed);
        if (below.length() < start.length()) {
            return Optional.empty();
        }
        if (below.length() == start.length()) {
            require(feed, below, start);
            return Optional.empty();
        }
        Run run = runs.holding(feed, below.length() - 1);
        if (run.head().extent().length() == below.length()) {
            require(feed, below, run.head().extent());
            return Optional.of(run.head());
        }
        Optional<Head> before = run.from() == start.length()
                ? Optional.empty()
                : Optional.of(runs.holding(feed, run.from() - 1).head());
        require(
                feed,
                below,
                run.extentAt(below.length(), before.map(Head::extent).orElse(start)));
        return before;
    }

    private static void require(FeedKey feed, Extent below, Extent stored) {
        if (!below.equals(stored)) {
            throw new IllegalArgumentException("feed " + feed + " has link " + stored.link() + " at length "
                    + stored.length() + ", and cannot be trimmed below another branch, with link " + below.link());
        }
    }
}
