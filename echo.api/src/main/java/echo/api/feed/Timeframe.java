package echo.api.feed;

import echo.api.FeedKey;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far each of many feeds is covered: a version vector whose entries also say which content they cover. Feeds that are
 * absent are covered to length 0.
 *
 * <p>Immutable; iterates in the order of feed keys.
 */
public final class Timeframe {
    public static final Timeframe EMPTY = new Timeframe(new TreeMap<>());

    private final SortedMap<FeedKey, Extent> extents;

    private Timeframe(SortedMap<FeedKey, Extent> extents) {
        this.extents = extents;
    }

    /** The timeframe with these entries; those of length 0 are left out. */
    public static Timeframe of(Map<FeedKey, Extent> extents) {
        TreeMap<FeedKey, Extent> copy = new TreeMap<>(extents);
        copy.values().removeIf(extent -> extent.length() == 0);
        return new Timeframe(copy);
    }

    /** How far {@code feed} is covered; {@link Extent#EMPTY} when it is not. */
    public Extent extent(FeedKey feed) {
        return extents.getOrDefault(feed, Extent.EMPTY);
    }

    /** All entries, by feed key; unmodifiable. */
    public Map<FeedKey, Extent> extents() {
        return Collections.unmodifiableMap(extents);
    }

    /** This timeframe with {@code feed} covered to {@code extent} instead. */
    public Timeframe with(FeedKey feed, Extent extent) {
        TreeMap<FeedKey, Extent> copy = new TreeMap<>(extents);
        copy.put(feed, extent);
        return of(copy);
    }

    /**
     * The least timeframe that covers both: the longer extent of each feed. Where both have one length and different links (a
     * fork) the smaller link is taken, so that the result does not depend on the order of merging.
     */
    public Timeframe merge(Timeframe other) {
        TreeMap<FeedKey, Extent> merged = new TreeMap<>(extents);
        other.extents.forEach((feed, extent) -> merged.merge(feed, extent, Timeframe::longer));
        return new Timeframe(merged);
    }

    /**
     * Whether everything that {@code other} covers is covered here too. Extents of one length cover each other only when
     * their links agree; a longer extent is taken to continue a shorter one, which its holder can check.
     */
    public boolean covers(Timeframe other) {
        return other.extents.entrySet().stream().allMatch(entry -> {
            Extent mine = extent(entry.getKey());
            Extent theirs = entry.getValue();
            return mine.length() > theirs.length() || mine.equals(theirs);
        });
    }

    /** Number of blocks covered, over all feeds. */
    public long totalLength() {
        return extents.values().stream().mapToLong(Extent::length).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Timeframe timeframe && extents.equals(timeframe.extents);
    }

    @Override
    public int hashCode() {
        return extents.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        extents.forEach((feed, extent) -> text.append(text.length() > 1 ? " " : "")
                .append(feed.shortHex())
                .append(':')
                .append(extent.length()));
        return text.append('}').toString();
    }

    private static Extent longer(Extent one, Extent two) {
        if (one.length() != two.length()) {
            return one.length() > two.length() ? one : two;
        }
        return one.link().compareTo(two.link()) <= 0 ? one : two;
    }
}
