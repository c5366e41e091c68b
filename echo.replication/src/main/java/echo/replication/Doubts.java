package echo.replication;

import echo.api.FeedKey;
import echo.api.feed.Extent;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Feeds of which a peer may have another branch, so that what it has must be compared with what is here; of each feed with one peer
 * at a time.
 *
 * <p>One thread at a time.
 */
final class Doubts {
    private final NavigableSet<Doubt> open =
            new TreeSet<>(Comparator.comparing(Doubt::feed).thenComparing(Doubt::peer));
    private final Map<FeedKey, PeerId> compared = new TreeMap<>();
    private final SortedSet<FeedKey> doubted = new TreeSet<>();

    /** Whether {@code peer} has the branch of {@code feed} that is here is not known. */
    record Doubt(FeedKey feed, PeerId peer) {}

    /** Whether an {@code offer} of {@code feed} may be of another branch than {@code here}. */
    boolean isDoubtful(FeedKey feed, Extent here, Extent offer) {
        return (here.length() == offer.length() && !here.equals(offer))
                || (offer.length() > 0 && doubted.contains(feed));
    }

    /** Whether whatever anybody offers of {@code feed} is doubtful. */
    void all(FeedKey feed, boolean doubtful) {
        if (doubtful) {
            doubted.add(feed);
        } else {
            doubted.remove(feed);
        }
    }

    void add(FeedKey feed, PeerId peer) {
        open.add(new Doubt(feed, peer));
    }

    /** One of the open doubts about a feed that {@code which} picks, which is open no more. */
    Optional<Doubt> take(Predicate<FeedKey> which) {
        Optional<Doubt> next =
                open.stream().filter(doubt -> which.test(doubt.feed())).findFirst();
        next.ifPresent(open::remove);
        return next;
    }

    /** Blocks of {@code feed} are wanted of {@code peer}, to be compared. */
    void compare(FeedKey feed, PeerId peer) {
        compared.put(feed, peer);
    }

    /** Whether what {@code peer} sends of {@code feed} is to be compared. */
    boolean compares(FeedKey feed, PeerId peer) {
        return peer.equals(compared.get(feed));
    }

    /** What was wanted of {@code feed} has been compared. */
    void settled(FeedKey feed) {
        compared.remove(feed);
    }

    /** What was to be compared could not be looked at. */
    void again(FeedKey feed) {
        PeerId peer = compared.remove(feed);
        if (peer != null) {
            add(feed, peer);
        }
    }

    void left(PeerId peer) {
        open.removeIf(doubt -> doubt.peer().equals(peer));
        compared.values().removeIf(peer::equals);
    }
}
