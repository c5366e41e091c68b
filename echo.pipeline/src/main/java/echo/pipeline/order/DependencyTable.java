package echo.pipeline.order;

import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.feed.Extent;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one author has said so far of the feeds that it depends on: which index stands for which feed, and how far each is
 * covered. Readers follow it from message to message; the writer uses its own to write differences.
 *
 * <p>One thread at a time.
 *
 * @param <F> what its user knows a feed by
 */
public final class DependencyTable<F> {
    private final Function<FeedKey, F> finder;
    private final List<F> feeds = new ArrayList<>();
    private final Map<FeedKey, Integer> indexes = new LinkedHashMap<>();
    private long[] covered = new long[4];

    /**
     * A feed and how far it must be there before a message can be applied.
     *
     * @param <F> what the table's user knows a feed by
     */
    public record Dependency<F>(F feed, Extent extent) {}

    /** An empty table; {@code finder} is asked once for each feed that is named. */
    public DependencyTable(Function<FeedKey, F> finder) {
        this.finder = finder;
    }

    /** Takes over what {@code header} says; gives the reason if that makes no sense, and is then of no more use. */
    public Optional<String> take(FeedKey author, Header header) {
        for (FeedKey feed : header.feeds()) {
            if (feed.equals(author) || indexes.putIfAbsent(feed, feeds.size()) != null) {
                return Optional.of("names feed " + feed.shortHex() + " a second time");
            }
            feeds.add(finder.apply(feed));
        }
        if (feeds.size() > Limits.TIMEFRAME_ENTRIES) {
            return Optional.of("depends on more than " + Limits.TIMEFRAME_ENTRIES + " feeds");
        }
        if (feeds.size() > covered.length) {
            covered = Arrays.copyOf(covered, 2 * feeds.size());
        }
        return take(header.data()).or(() -> take(header.control()));
    }

    /** The feed that {@code advance} is about; the table must have taken its header. */
    F feed(Advance advance) {
        return feeds.get(advance.feed());
    }

    /** What {@code header} depends on of data feeds; the table must have taken it. */
    public List<Dependency<F>> dataDependencies(Header header) {
        List<Dependency<F>> dependencies = new ArrayList<>(header.data().size());
        for (Advance advance : header.data()) {
            dependencies.add(new Dependency<>(feed(advance), new Extent(advance.length(), advance.link())));
        }
        return dependencies;
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
            Integer index = indexes.get(feed);
            if (extent.length() > (index == null ? 0 : covered[index])) {
                int known = index != null ? index : feeds.size() + unnamed.indexOf(feed);
                advances.add(new Advance(known, extent.length(), extent.link()));
            }
        });
        return advances;
    }

    private Optional<String> take(List<Advance> advances) {
        for (Advance advance : advances) {
            int index = advance.feed();
            if (index >= feeds.size()) {
                return Optional.of("uses feed index " + index + " of " + feeds.size());
            }
            if (covered[index] >= advance.length()) {
                return Optional.of("covers less of feed " + name(index) + " than before");
            }
            covered[index] = advance.length();
        }
        return Optional.empty();
    }

    private String name(int index) {
        return List.copyOf(indexes.keySet()).get(index).shortHex(); // indexes were given in the order of the map
    }
}
