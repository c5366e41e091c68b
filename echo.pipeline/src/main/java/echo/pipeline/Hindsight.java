package echo.pipeline;

import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.feed.Extent;
import echo.api.model.PersistentMap;
import echo.pipeline.control.Cuts;
import echo.pipeline.control.PartyState;
import echo.pipeline.order.Linearizer;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out, when more is known about a party, whether messages were judged otherwise than they would be now: then all has to be judged
 * anew.
 *
 * <p>One thread at a time.
 */
final class Hindsight {
    private final Linearizer<?> order;
    private final PersistentMap<FeedKey, Extent> cuts;

    /** Hindsight on what {@code order} has released, to which feeds counted as {@code cuts} says. */
    Hindsight(Linearizer<?> order, PersistentMap<FeedKey, Extent> cuts) {
        this.order = order;
        this.cuts = cuts;
    }

    /** A feed that counts to another place than it was taken to in the beginning, where that matters to what is held. */
    Optional<String> otherCut(Cuts now) {
        for (Map.Entry<FeedKey, Extent> cut : now.all()) {
            FeedKey feed = cut.getKey();
            boolean isNew = !cuts.get(feed).equals(Optional.of(cut.getValue()));
            if (isNew && (order.extent(feed).length() > cut.getValue().length() || order.isAwaited(feed))) {
                return Optional.of("feed " + feed.shortHex() + " counts to "
                        + cut.getValue().length());
            }
        }
        for (Map.Entry<FeedKey, Extent> cut : cuts) {
            long length = cut.getValue().length();
            if (now.of(cut.getKey()).filter(it -> it.length() <= length).isEmpty()) {
                return Optional.of("feed " + cut.getKey().shortHex() + " counts beyond " + length);
            }
        }
        return Optional.empty();
    }

    /** A feed about which {@code before} said something else than {@code now}. */
    Optional<String> otherFeed(PartyState before, PartyState now) {
        for (Map.Entry<FeedKey, PartyState.Feed> entry : before.feeds().since(now.feeds())) {
            PartyState.Feed was = entry.getValue();
            boolean same = now.feeds()
                    .get(entry.getKey())
                    .filter(is -> is.kind() == was.kind() && is.member().equals(was.member()))
                    .isPresent();
            if (!same) {
                return Optional.of(isAnother(entry.getKey()));
            }
        }
        for (Map.Entry<MemberKey, PartyState.Membership> entry :
                before.members().since(now.members())) {
            for (FeedKey feed : entry.getValue().feeds()) {
                if (order.extent(feed).length() > 0 && before.counts(feed, 0) != now.counts(feed, 0)) {
                    return Optional.of(isAnother(feed));
                }
            }
        }
        return Optional.empty();
    }

    private static String isAnother(FeedKey feed) {
        return "feed " + feed.shortHex() + " is no longer what it was";
    }
}
