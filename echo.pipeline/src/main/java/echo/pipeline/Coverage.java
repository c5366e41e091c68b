package echo.pipeline;

import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.pipeline.order.Linearizer;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How far a party's feeds are held and released, by kind. Counted when somebody asks, and only where something grew since: the
 * cost follows what happened, not how many feeds there are.
 *
 * <p>One thread at a time.
 */
final class Coverage {
    private final Linearizer<?> order;
    private final Count controlHeld;
    private final Count controlReleased;
    private final Count dataHeld;
    private final Count dataReleased;
    private final Count held;
    private final List<Count> counts;
    private final SortedSet<FeedKey> grown = new TreeSet<>();
    private boolean regrouped;

    /**
     * Which feeds are of which kind, now.
     *
     * @param voidData data feeds of which a part may be here, from when they belonged: what admitted them is void now
     * @param introduced feeds that count as held control feeds although nothing admits them yet
     */
    record Kinds(
            Predicate<FeedKey> control,
            Predicate<FeedKey> data,
            Predicate<FeedKey> voidData,
            Predicate<FeedKey> introduced) {}

    /** Counts the feeds of {@code order}. */
    Coverage(Linearizer<?> order, Kinds kinds) {
        this.order = order;
        Predicate<FeedKey> takenAsControl = kinds.control().or(kinds.introduced());
        controlHeld = new Count(takenAsControl, order::extent);
        controlReleased = new Count(kinds.control(), order::releasedExtent);
        dataHeld = new Count(kinds.data().or(kinds.voidData()), order::extent);
        dataReleased = new Count(kinds.data(), order::releasedExtent);
        held = new Count(takenAsControl.or(kinds.data()), order::extent);
        counts = List.of(controlHeld, controlReleased, dataHeld, dataReleased, held);
    }

    /** More of {@code feed} is held, or was released. */
    void grew(FeedKey feed) {
        grown.add(feed);
    }

    /** Feeds may be of another kind than they were. */
    void regrouped() {
        regrouped = true;
    }

    Timeframe controlHeld() {
        return counted(controlHeld);
    }

    Timeframe controlReleased() {
        return counted(controlReleased);
    }

    Timeframe dataHeld() {
        return counted(dataHeld);
    }

    Timeframe dataReleased() {
        return counted(dataReleased);
    }

    /** Feeds of both kinds. */
    Timeframe held() {
        return counted(held);
    }

    private Timeframe counted(Count count) {
        if (regrouped) {
            counts.forEach(Count::clear);
            grown.addAll(order.feeds());
        }
        for (FeedKey feed : grown) {
            counts.forEach(it -> it.take(feed));
        }
        regrouped = false;
        grown.clear();
        return count.timeframe;
    }

    /** How far those of some kind are there in one sense. */
    private static final class Count {
        private final Predicate<FeedKey> kind;
        private final Function<FeedKey, Extent> extent;
        private Timeframe timeframe = Timeframe.EMPTY;

        Count(Predicate<FeedKey> kind, Function<FeedKey, Extent> extent) {
            this.kind = kind;
            this.extent = extent;
        }

        void clear() {
            timeframe = Timeframe.EMPTY;
        }

        void take(FeedKey feed) {
            Extent now = extent.apply(feed);
            if (!now.equals(timeframe.extent(feed)) && kind.test(feed)) {
                timeframe = timeframe.with(feed, now);
            }
        }
    }
}
