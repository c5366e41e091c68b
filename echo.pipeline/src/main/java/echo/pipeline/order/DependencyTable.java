package echo.pipeline.order;

import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Limits;
import echo.api.feed.Extent;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one author has said so far of the feeds that it depends on: which index stands for which feed, and how far each is
 * covered. Readers follow it from message to message; the writer uses its own to write differences.
 *
 * <p>One thread at a time.
 */
public final class DependencyTable {
    private final List<FeedKey> feeds = new ArrayList<>();
    private final Map<FeedKey, Integer> indexes = new LinkedHashMap<>();
    private final Map<FeedKey, Extent> covered = new LinkedHashMap<>();

    /** A feed and how far it must be there before a message can be applied. */
    public record Dependency(FeedKey feed, Extent extent) {}

    /** Takes over what {@code header} says; gives the reason if that makes no sense, and is then of no more use. */
    public Optional<String> take(FeedKey author, Header header) {
        for (FeedKey feed : header.feeds()) {
            if (feed.equals(author) || indexes.putIfAbsent(feed, feeds.size()) != null) {
                return Optional.of("names feed " + feed.shortHex() + " a second time");
            }
            feeds.add(feed);
        }
        if (feeds.size() > Limits.TIMEFRAME_ENTRIES) {
            return Optional.of("depends on more than " + Limits.TIMEFRAME_ENTRIES + " feeds");
        }
        return take(header.data()).or(() -> take(header.control()));
    }

    /** The dependencies that {@code advances} state; the table must have taken the header that they are from. */
    public List<Dependency> dependencies(List<Advance> advances) {
        return advances.stream()
                .map(advance -> new Dependency(feeds.get(advance.feed()), new Extent(advance.length(), advance.link())))
                .toList();
    }

    /** The feeds among {@code extents} that have no index yet, in order. */
    List<FeedKey> unnamed(Map<FeedKey, Extent> extents) {
        return extents.keySet().stream()
                .filter(feed -> !indexes.containsKey(feed))
                .toList();
    }

    /** What of {@code extents} goes past what is covered, once {@code unnamed} feeds have the next free indexes. */
    List<Advance> advances(Map<FeedKey, Extent> extents, List<FeedKey> unnamed) {
        List<Advance> advances = new ArrayList<>();
        extents.forEach((feed, extent) -> {
            if (extent.length() > covered.getOrDefault(feed, Extent.EMPTY).length()) {
                Integer index = indexes.get(feed);
                int known = index != null ? index : feeds.size() + unnamed.indexOf(feed);
                advances.add(new Advance(known, extent.length(), extent.link()));
            }
        });
        return advances;
    }

    private Optional<String> take(List<Advance> advances) {
        for (Advance advance : advances) {
            if (advance.feed() >= feeds.size()) {
                return Optional.of("uses feed index " + advance.feed() + " of " + feeds.size());
            }
            FeedKey feed = feeds.get(advance.feed());
            Hash link = advance.link();
            Extent before = covered.put(feed, new Extent(advance.length(), link));
            if (before != null && before.length() >= advance.length()) {
                return Optional.of("covers less of feed " + feed.shortHex() + " than before");
            }
        }
        return Optional.empty();
    }
}
