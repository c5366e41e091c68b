package echo.replication;

import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one peer has offered and what is wanted of it. One thread at a time. */
final class PeerSync {
    private final PeerId id;
    private final Map<FeedKey, Outstanding> outstanding = new TreeMap<>();
    private final Map<FeedKey, Extent> offered = new TreeMap<>();
    private int credit = Limits.CREDIT_BYTES;

    private record Outstanding(int bytes, long sinceMs) {}

    PeerSync(PeerId id) {
        this.id = id;
    }

    PeerId id() {
        return id;
    }

    Timeframe offered() {
        return Timeframe.of(offered);
    }

    /** How far the peer has offered {@code feed}. */
    Extent offered(FeedKey feed) {
        return offered.getOrDefault(feed, Extent.EMPTY);
    }

    /** Bytes that may still be wanted. */
    int credit() {
        return credit;
    }

    /** Notes an offer; false when the peer offers too many feeds. */
    boolean offer(Timeframe extents) {
        offered.putAll(extents.extents());
        return offered.size() <= Limits.TIMEFRAME_ENTRIES;
    }

    /** Expects no more of {@code feed} until it is offered again. */
    void forget(FeedKey feed) {
        offered.remove(feed);
    }

    void want(Frame.Want want, long nowMs) {
        outstanding.put(want.feed(), new Outstanding(want.maxBytes(), nowMs));
        credit -= want.maxBytes();
    }

    /** Blocks of {@code feed} came; false when none were wanted. */
    boolean answer(FeedKey feed) {
        Outstanding answered = outstanding.remove(feed);
        if (answered != null) {
            credit += answered.bytes();
        }
        return answered != null;
    }

    /** A feed that was wanted before {@code limitMs} and has not come. */
    Optional<FeedKey> overdue(long limitMs) {
        return outstanding.entrySet().stream()
                .filter(entry -> entry.getValue().sinceMs() < limitMs)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
