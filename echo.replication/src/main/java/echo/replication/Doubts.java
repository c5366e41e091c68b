package echo.replication;

import echo.api.FeedKey;
import echo.api.feed.Extent;
import java.util.Comparator;
import java.util.Iterator;
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
    private final Map<FeedKey, Comparison> compared = new TreeMap<>();
    private final SortedSet<FeedKey> doubted = new TreeSet<>();

    /** Whether {@code peer} has the branch of {@code feed} that is here is not known. */
    record Doubt(FeedKey feed, PeerId peer) {}

    /**
     * What is compared of a feed with what {@code peer} has: blocks from {@code from} on were wanted. {@code common} blocks are known to
     * be one; those that a run brought from {@code apart} on were not. It ends after so many answers, whatever they say.
     */
    record Comparison(PeerId peer, long from, long common, long apart, int answers) {
        private static final int MOST_ANSWERS = 64;

        static Comparison from(PeerId peer, long from) {
            return new Comparison(peer, from, 0, Long.MAX_VALUE, 0);
        }

        /** The run was of another branch: what to compare next, of {@code held} blocks that are here. */
        Optional<Comparison> wentApart(long held) {
            long next = Math.max(common, 2 * from - held - 1);
            return next < from ? then(next, common, from) : Optional.empty();
        }

        /** The run was here already, up to {@code to}: what to compare next. */
        Optional<Comparison> wasKnown(long to, long held) {
            return common < to && to < Math.min(held, apart) ? then(to, to, apart) : Optional.empty();
        }

        private Optional<Comparison> then(long next, long same, long other) {
            return answers < MOST_ANSWERS
                    ? Optional.of(new Comparison(peer, next, same, other, answers + 1))
                    : Optional.empty();
        }
    }

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

    /** One of the open doubts that {@code which} picks, which is open no more. */
    Optional<Doubt> take(Predicate<Doubt> which) {
        for (Iterator<Doubt> each = open.iterator(); each.hasNext(); ) {
            Doubt doubt = each.next();
            if (which.test(doubt)) {
                each.remove();
                return Optional.of(doubt);
            }
        }
        return Optional.empty();
    }

    /** Blocks of {@code feed} are wanted, to be compared. */
    void compare(FeedKey feed, Comparison comparison) {
        compared.put(feed, comparison);
    }

    /** What of {@code feed} is compared with what {@code peer} has. */
    Optional<Comparison> comparison(FeedKey feed, PeerId peer) {
        return Optional.ofNullable(compared.get(feed)).filter(it -> it.peer().equals(peer));
    }

    /** What {@code peer} has of {@code feed} has been compared. */
    void settled(FeedKey feed, PeerId peer) {
        comparison(feed, peer).ifPresent(it -> compared.remove(feed));
    }

    /** What was to be compared of {@code feed} could not be looked at: it is wanted again. */
    void again(FeedKey feed) {
        Comparison comparison = compared.remove(feed);
        if (comparison != null) {
            add(feed, comparison.peer());
        }
    }

    void left(PeerId peer) {
        open.removeIf(doubt -> doubt.peer().equals(peer));
        compared.values().removeIf(it -> it.peer().equals(peer));
    }
}
