package echo.pipeline.seal;

import echo.api.FeedKey;
import echo.api.crypto.ContentKeyId;
import echo.api.model.PersistentMap;
import echo.api.party.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The messages that have their place in the order and whose bodies could not be read. Immutable. */
public record Unread(
        PersistentMap<ContentKeyId, Waiting> sealed,
        PersistentMap<FeedKey, Newer> newer,
        PersistentMap<FeedKey, Unreadable> unreadable) {
    /** Everything was read. */
    public static final Unread NOTHING =
            new Unread(PersistentMap.empty(), PersistentMap.empty(), PersistentMap.empty());

    /**
     * Messages that wait for a key.
     *
     * @param feed holds the first of them
     * @param block the first of them
     */
    public record Waiting(long count, FeedKey feed, long block) {}

    /**
     * Messages of a feed that wait for a version that knows more.
     *
     * @param block the first of them
     * @param what it would have to know for that one
     */
    public record Newer(long count, long block, String what) {}

    /**
     * Bodies in a feed that mean nothing, to nobody who could read them.
     *
     * @param first the first such block, and what is wrong with it
     */
    public record Unreadable(long count, String first) {}

    /** One more message, in {@code block} of {@code feed}, is sealed with {@code key}, which is not here. */
    public Unread withSealed(ContentKeyId key, FeedKey feed, long block) {
        Waiting before = sealed.get(key).orElseGet(() -> new Waiting(0, feed, block));
        return new Unread(
                sealed.with(key, new Waiting(before.count() + 1, before.feed(), before.block())), newer, unreadable);
    }

    /** One more message, in {@code block} of {@code feed}, needs a version that knows {@code what}. */
    public Unread withNewer(FeedKey feed, long block, String what) {
        Newer before = newer.get(feed).orElseGet(() -> new Newer(0, block, what));
        Newer more = new Newer(before.count() + 1, before.block(), before.what());
        return new Unread(sealed, newer.with(feed, more), unreadable);
    }

    /** One more body means nothing. */
    public Unread withUnreadable(FeedKey feed, long block, String reason) {
        Unreadable before = unreadable.get(feed).orElseGet(() -> new Unreadable(0, "block " + block + ": " + reason));
        return new Unread(sealed, newer, unreadable.with(feed, new Unreadable(before.count() + 1, before.first())));
    }

    /** Messages that wait, for a key or a version. */
    public long heldCount() {
        long count = 0;
        for (Map.Entry<ContentKeyId, Waiting> key : sealed) {
            count += key.getValue().count();
        }
        for (Map.Entry<FeedKey, Newer> feed : newer) {
            count += feed.getValue().count();
        }
        return count;
    }

    /** Whether something that is sealed can be read with what {@code ring} has now. */
    public boolean isReadableWith(KeyRing ring) {
        for (Map.Entry<ContentKeyId, Waiting> key : sealed) {
            if (ring.has(key.getKey())) {
                return true;
            }
        }
        return false;
    }

    /** For each key that is not here, and each feed that needs another version, the first message that waits. */
    public List<Held> held() {
        List<Held> held = new ArrayList<>();
        sealed.forEach(key ->
                held.add(new Held(key.getValue().feed(), key.getValue().block(), new Held.ForKey(key.getKey()))));
        newer.forEach(feed -> held.add(new Held(
                feed.getKey(),
                feed.getValue().block(),
                new Held.ForVersion(feed.getValue().what()))));
        return held;
    }

    /** Which messages were refused as unreadable, a line for each feed. */
    public List<String> refusals() {
        List<String> lines = new ArrayList<>();
        unreadable.forEach(feed -> lines.add("feed " + feed.getKey().shortHex() + " has "
                + feed.getValue().count() + " messages without effect, as they cannot be read; "
                + feed.getValue().first()));
        return lines;
    }
}
