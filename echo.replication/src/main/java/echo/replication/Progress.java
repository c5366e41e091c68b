package echo.replication;

import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.model.PersistentMap;
import java.util.Map;

/**
 * How much of what peers offer is here: what a {@link Replicator} works with, and what people may look at.
 *
 * <p>Immutable; any thread.
 *
 * @param accepted how far each feed is here of which blocks are taken, those included of which there are none yet
 * @param offers what each connected peer has offered
 */
public record Progress(PersistentMap<FeedKey, Extent> accepted, PersistentMap<PeerId, Timeframe> offers) {
    /** Without feeds and peers. */
    public static final Progress EMPTY = new Progress(PersistentMap.empty(), PersistentMap.empty());

    /** Everything that connected peers have offered, merged. */
    public Timeframe offered() {
        Timeframe offered = Timeframe.EMPTY;
        for (Map.Entry<PeerId, Timeframe> offer : offers) {
            offered = offered.merge(offer.getValue());
        }
        return offered;
    }

    /** Whether {@code peer} is connected and has offered nothing that is still missing here. */
    public boolean isCurrent(PeerId peer) {
        return offers.get(peer).filter(this::covers).isPresent();
    }

    private boolean covers(Timeframe offered) {
        for (Map.Entry<FeedKey, Extent> entry : offered.extents().entrySet()) {
            if (have(entry.getKey()) < entry.getValue().length()) {
                return false;
            }
        }
        return true;
    }

    /** Whether some connected peer offers more of {@code feed} than is here. */
    public boolean lags(FeedKey feed) {
        for (Map.Entry<PeerId, Timeframe> offer : offers) {
            if (offer.getValue().extent(feed).length() > have(feed)) {
                return true;
            }
        }
        return false;
    }

    /** The blocks of {@code feed} that are here. */
    long have(FeedKey feed) {
        return accepted.get(feed).orElse(Extent.EMPTY).length();
    }

    /** What {@code peer} has offered. */
    Timeframe offer(PeerId peer) {
        return offers.get(peer).orElse(Timeframe.EMPTY);
    }

    Progress accepting(FeedKey feed, Extent extent) {
        return new Progress(accepted.with(feed, extent), offers);
    }

    Progress offering(PeerId peer, Timeframe offer) {
        return new Progress(accepted, offers.with(peer, offer));
    }

    Progress without(PeerId peer) {
        return new Progress(accepted, offers.without(peer));
    }
}
