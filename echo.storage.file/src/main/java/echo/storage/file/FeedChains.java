package echo.storage.file;

import echo.api.FeedKey;
import echo.api.feed.Head;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** All feeds of a log, in the order of their keys: how far each goes, and in which segments it stands. */
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

    Optional<Head> head(FeedKey feed) {
        return Optional.ofNullable(chains.get(feed)).map(FeedChain::head);
    }

    /** Number of blocks of {@code feed}; 0 for an unknown one. */
    long length(FeedKey feed) {
        FeedChain chain = chains.get(feed);
        return chain == null ? 0 : chain.length();
    }

    /** At which block {@code feed} goes on in {@code segment}; -1 if that holds none of it. */
    long firstIn(int segment, FeedKey feed) {
        FeedChain chain = chains.get(feed);
        return chain == null ? -1 : chain.firstIn(segment);
    }

    /** Lets a feed end at {@code end}, the head at the end of {@code table}, which is of the newest segment with some of it. */
    void extend(RunTable table, Head end) {
        chains.computeIfAbsent(end.feed(), feed -> new FeedChain(end)).extend(table, end);
    }
}
