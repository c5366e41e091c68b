package echo.storage.file;

import echo.api.FeedKey;
import echo.api.feed.Head;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All feeds of a log, in the order of their keys: where each begins and ends, and in which segments it stands. */
final class FeedChains {
    private final TreeMap<FeedKey, FeedChain> chains = new TreeMap<>();

    /** All feeds with at least one block. */
    List<FeedKey> feeds() {
        return List.copyOf(chains.keySet());
    }

    /** The chain of a feed with at least one block. */
    FeedChain of(FeedKey feed) {
        FeedChain chain = chains.get(feed);
        if (chain == null) {
            throw new IllegalArgumentException("nothing is stored of feed " + feed);
        }
        return chain;
    }

    private Optional<FeedChain> find(FeedKey feed) {
        return Optional.ofNullable(chains.get(feed));
    }

    Optional<Head> head(FeedKey feed) {
        return find(feed).flatMap(FeedChain::head);
    }

    /** The head at which {@code feed} begins; nothing if it was not trimmed. */
    Optional<Head> start(FeedKey feed) {
        return find(feed).flatMap(FeedChain::start);
    }

    /** The heads at which feeds begin that were trimmed, in the order of their keys. */
    List<Head> starts() {
        return chains.values().stream().flatMap(chain -> chain.start().stream()).toList();
    }

    /** Lets feeds begin at these heads. */
    void begin(List<Head> starts) {
        starts.forEach(start -> chain(start.feed()).begin(start));
    }

    /** Number of blocks of {@code feed}; 0 for an unknown one. */
    long length(FeedKey feed) {
        return find(feed).map(FeedChain::length).orElse(0L);
    }

    /** Whether a run of {@code feed} from block {@code from} on may be the next in the log. */
    boolean goesOn(FeedKey feed, long from) {
        return find(feed).map(chain -> chain.goesOn(from)).orElse(from == 0);
    }

    /** At which block {@code feed} goes on in {@code segment}; -1 if that holds none of it. */
    long firstIn(int segment, FeedKey feed) {
        return find(feed).map(chain -> chain.firstIn(segment)).orElse(-1L);
    }

    /** Lets a feed end at {@code end}, the head at the end of {@code table}, which is of the newest segment with some of it. */
    void extend(RunTable table, Head end) {
        chain(end.feed()).extend(table, end);
    }

    private FeedChain chain(FeedKey feed) {
        return chains.computeIfAbsent(feed, key -> new FeedChain());
    }

    /** Lets {@code tables} say what stands where in place of those of segments {@code first} to {@code last}, which are one now. */
    void replace(int first, int last, Map<FeedKey, ? extends RunTable> tables) {
        chains.forEach((feed, chain) -> chain.replace(first, last, Optional.ofNullable(tables.get(feed))));
    }

    /** Adds the segments with runs before a feed's beginning to {@code dead}, those with runs after one to {@code live}. */
    void sort(Set<Integer> dead, Set<Integer> live) {
        chains.values().forEach(chain -> chain.sort(dead, live));
    }
}
