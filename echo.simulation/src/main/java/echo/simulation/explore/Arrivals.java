package echo.simulation.explore;

import echo.api.feed.Run;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The orders in which the entries of some feeds can arrive. Each feed's entries keep their own order; in a <em>causal</em>
 * order each also comes after all that it needs of other feeds. The orders that are causal or not are what an engine must
 * stand: what comes too early is held.
 *
 * <p>Immutable; any thread.
 *
 * @param <T> what arrives
 */
public final class Arrivals<T> {
    private final List<List<Entry<T>>> feeds;
    private final Merges merges;

    /**
     * Something that arrives.
     *
     * @param needs for each feed, by its index, the number of its entries that come before this one in a causal order; a
     *     feed that is left out at the end counts as 0, and so does its own
     */
    public record Entry<T>(T content, List<Integer> needs) {
        public Entry {
            needs = List.copyOf(needs);
        }

        private boolean isMet(int[] arrived) {
            for (int feed = 0; feed < needs.size(); feed++) {
                if (arrived[feed] < needs.get(feed)) {
                    return false;
                }
            }
            return true;
        }
    }

    private Arrivals(List<List<Entry<T>>> feeds) {
        this.feeds = feeds.stream().map(List::copyOf).toList();
        this.merges = new Merges(this.feeds.stream().map(List::size).toList(), new Merges.Rules() {
            @Override
            public boolean allows(int feed, int[] arrived) {
                return Arrivals.this.feeds.get(feed).get(arrived[feed]).isMet(arrived);
            }

            @Override
            public boolean isEnd(int[] arrived) {
                return isComplete(arrived);
            }
        });
    }

    private boolean isComplete(int[] arrived) {
        for (int feed = 0; feed < arrived.length; feed++) {
            if (arrived[feed] < feeds.get(feed).size()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Causal arrivals of entries that say themselves what they need.
     *
     * @throws IllegalArgumentException if there is no causal order: entries need what is not there, or each other
     */
    public static <T> Arrivals<T> causal(List<List<Entry<T>>> feeds) {
        for (List<Entry<T>> feed : feeds) {
            for (Entry<T> entry : feed) {
                if (entry.needs().size() > feeds.size()) {
                    throw new IllegalArgumentException(
                            entry + " needs of " + entry.needs().size() + " feeds, and there are " + feeds.size());
                }
            }
        }
        Arrivals<T> arrivals = new Arrivals<>(feeds);
        if (arrivals.count().signum() == 0) {
            throw new IllegalArgumentException("some of " + feeds + " can never arrive after what they need");
        }
        return arrivals;
    }

    /** Arrivals of feeds of which each keeps its own order, and nothing else does. */
    public static <T> Arrivals<T> of(List<List<T>> feeds) {
        return new Arrivals<>(feeds.stream().map(Arrivals::free).toList());
    }

    private static <T> List<Entry<T>> free(List<T> contents) {
        return contents.stream().map(content -> new Entry<>(content, List.of())).toList();
    }

    /**
     * Causal arrivals of runs, which need what their messages' headers name. A feed that is named and not given is taken to be
     * there.
     *
     * @param there what has arrived before, each feed from its first block
     * @param feeds the runs of one feed each, in order, from where {@code there} ends
     * @throws IllegalArgumentException if a run is not of messages, does not continue its feed, or needs what is not there
     */
    public static Arrivals<Run> ofRuns(List<Run> there, List<List<Run>> feeds) {
        List<Run> runs = new ArrayList<>(there);
        feeds.forEach(runs::addAll);
        Causality causality = Causality.of(runs);
        List<List<Entry<Run>>> entries = new ArrayList<>();
        for (List<Run> feed : feeds) {
            entries.add(feed.stream()
                    .map(run -> new Entry<>(run, needs(run, feeds, causality)))
                    .toList());
        }
        return causal(entries);
    }

    private static List<Integer> needs(Run run, List<List<Run>> feeds, Causality causality) {
        List<Integer> needs = new ArrayList<>();
        for (List<Run> feed : feeds) {
            long length = causality.needs(run, feed.get(0).head().feed());
            int count =
                    (int) feed.stream().filter(other -> other.from() < length).count();
            boolean there = count == 0 || feed.get(count - 1).head().extent().length() >= length;
            needs.add(there ? count : feed.size() + 1);
        }
        return needs;
    }

    /** The same feeds without what one needs of another: every order that keeps each feed's own. */
    public Arrivals<T> inFeedOrder() {
        return new Arrivals<>(feeds.stream()
                .map(feed -> free(feed.stream().map(Entry::content).toList()))
                .toList());
    }

    /** The same feeds and one more, whose entries need nothing: what else happens while the others arrive, at any moment. */
    public Arrivals<T> alongside(List<T> others) {
        List<List<Entry<T>>> more = new ArrayList<>(feeds);
        more.add(free(others));
        return new Arrivals<>(more);
    }

    /** The same arrivals of what {@code change} makes of each content. */
    public <U> Arrivals<U> map(Function<T, U> change) {
        return new Arrivals<>(feeds.stream()
                .map(feed -> feed.stream()
                        .map(entry -> new Entry<>(change.apply(entry.content()), entry.needs()))
                        .toList())
                .toList());
    }

    /** How many orders there are. */
    public BigInteger count() {
        return merges.count();
    }

    /** All orders, or some of them. */
    public Orders<T> orders(Budget budget) {
        List<List<T>> lanes = feeds.stream()
                .map(feed -> feed.stream().map(Entry::content).toList())
                .toList();
        return new Orders<>(merges, lanes, budget);
    }
}
