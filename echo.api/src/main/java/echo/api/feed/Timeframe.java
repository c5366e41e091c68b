package echo.api.feed;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Limits;
import echo.api.model.PersistentMap;
import java.util.Map;

/**
 * How far each of many feeds is covered: a version vector whose entries also say which content they cover. Feeds that are
 * absent are covered to length 0.
 *
 * <p>Immutable; iterates in the order of feed keys.
 */
public final class Timeframe {
    public static final Timeframe EMPTY = new Timeframe(PersistentMap.empty());

    private final PersistentMap<FeedKey, Extent> extents;

    private Timeframe(PersistentMap<FeedKey, Extent> extents) {
        this.extents = extents;
    }

    /** The timeframe with these entries; those of length 0 are left out. */
    public static Timeframe of(Map<FeedKey, Extent> extents) {
        Timeframe timeframe = EMPTY;
        for (Map.Entry<FeedKey, Extent> entry : extents.entrySet()) {
            timeframe = timeframe.with(entry.getKey(), entry.getValue());
        }
        return timeframe;
    }

    /** How far {@code feed} is covered; {@link Extent#EMPTY} when it is not. */
    public Extent extent(FeedKey feed) {
        return extents.get(feed).orElse(Extent.EMPTY);
    }

    /** All entries, by feed key; unmodifiable. */
    public Map<FeedKey, Extent> extents() {
        return extents.asMap();
    }

    /** This timeframe with {@code feed} covered to {@code extent} instead. */
    public Timeframe with(FeedKey feed, Extent extent) {
        return new Timeframe(extent.length() == 0 ? extents.without(feed) : extents.with(feed, extent));
    }

    /**
     * The least timeframe that covers both: the longer extent of each feed. Where both have one length and different links (a
     * fork) the smaller link is taken, so that the result does not depend on the order of merging.
     */
    public Timeframe merge(Timeframe other) {
        PersistentMap<FeedKey, Extent> merged = extents;
        for (Map.Entry<FeedKey, Extent> entry : other.extents.since(extents)) {
            Extent mine = extent(entry.getKey());
            Extent longer = longer(mine, entry.getValue());
            merged = longer.equals(mine) ? merged : merged.with(entry.getKey(), longer);
        }
        return new Timeframe(merged);
    }

    /** The entries that {@code before} has not, or has with another extent. */
    public Timeframe since(Timeframe before) {
        return new Timeframe(extents.since(before.extents));
    }

    /**
     * Whether everything that {@code other} covers is covered here too. Extents of one length cover each other only when
     * their links agree; a longer extent is taken to continue a shorter one, which its holder can check.
     */
    public boolean covers(Timeframe other) {
        for (Map.Entry<FeedKey, Extent> entry : other.extents.since(extents)) {
            if (extent(entry.getKey()).length() <= entry.getValue().length()) {
                return false;
            }
        }
        return true;
    }

    /** Number of blocks covered, over all feeds. */
    public long totalLength() {
        long total = 0;
        for (Map.Entry<FeedKey, Extent> entry : extents) {
            total += entry.getValue().length();
        }
        return total;
    }

    /** All of it as one word, which {@link #parse} reads: {@code feed:length:link} for each entry, a comma between; {@code -} if empty. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<FeedKey, Extent> entry : extents) {
            text.append(text.length() > 0 ? "," : "")
                    .append(entry.getKey().bytes().toHex())
                    .append(':')
                    .append(entry.getValue().length())
                    .append(':')
                    .append(entry.getValue().link().bytes().toHex());
        }
        return text.length() == 0 ? "-" : text.toString();
    }

    /**
     * The timeframe whose {@link #text} this is.
     *
     * @throws IllegalArgumentException if it is none's
     */
    public static Timeframe parse(String text) {
        Timeframe timeframe = EMPTY;
        for (String entry : text.equals("-") ? new String[0] : text.split(",", Limits.TIMEFRAME_ENTRIES + 1)) {
            String[] parts = entry.split(":", -1);
            if (parts.length != 3 || !parts[1].matches("[1-9]\\d{0,17}")) {
                throw new IllegalArgumentException(
                        "'" + entry + "' is no entry of a timeframe; write FEED:LENGTH:LINK");
            }
            Extent extent = new Extent(Long.parseLong(parts[1]), new Hash(Bytes.hex(parts[2])));
            timeframe = timeframe.with(new FeedKey(Bytes.hex(parts[0])), extent);
        }
        return timeframe;
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
        for (Map.Entry<FeedKey, Extent> entry : extents) {
            text.append(text.length() > 1 ? " " : "")
                    .append(entry.getKey().shortHex())
                    .append(':')
                    .append(entry.getValue().length());
        }
        return text.append('}').toString();
    }

    private static Extent longer(Extent one, Extent two) {
        if (one.length() != two.length()) {
            return one.length() > two.length() ? one : two;
        }
        return one.link().compareTo(two.link()) <= 0 ? one : two;
    }
}
