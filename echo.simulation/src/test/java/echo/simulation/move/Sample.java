package echo.simulation.move;

import echo.api.Bytes;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.api.feed.SetBack;
import echo.api.feed.Storage;
import echo.api.feed.Timeframe;
import echo.simulation.contract.LinkedFeed;

/**
 * What a node might keep: two parties with three feeds, one of which is trimmed, blobs and records.
 *
 * <pre>
 *   one   0 1 2 | 3 4 5 6 | 7
 *   two         ✂ 5 6 | 7 8 9        of the same party
 *   three 0 | 1
 * </pre>
 */
final class Sample {
    static final PartyKey FIRST = party(1);
    static final PartyKey SECOND = party(2);

    final LinkedFeed one = new LinkedFeed(1);
    final LinkedFeed two = new LinkedFeed(2);
    final LinkedFeed three = new LinkedFeed(3);

    static PartyKey party(int name) {
        return new PartyKey(Bytes.hex(("0" + name).repeat(PartyKey.SIZE)));
    }

    void fill(Storage storage) {
        try (FeedStore store = storage.open(FIRST)) {
            store.append(one.next(3, 100));
            store.append(two.next(5, 10));
            store.append(one.next(4, 50));
            store.append(two.next(2, 10));
            store.append(two.next(3, 1000));
            store.append(one.next(1, 1));
            store.force();
            store.trim(Timeframe.EMPTY.with(two.key(), two.extent(5)));
        }
        try (FeedStore store = storage.open(SECOND)) {
            store.append(three.next(1, 100));
            store.append(three.next(1, 200));
            store.force();
        }
        storage.blobs(FIRST).put(Bytes.utf8("a picture"));
        storage.blobs(SECOND).put(Bytes.utf8("another"));
        storage.blobs(FIRST).force();
        storage.blobs(SECOND).force();
        storage.meta().put("party.one", Bytes.utf8("its record"));
        SetBack.note(storage.meta(), FIRST, "was restored from a backup");
    }

    /** The same device writes some more. */
    void goOn(Storage storage) {
        try (FeedStore store = storage.open(FIRST)) {
            store.append(one.next(2, 70));
            store.append(two.next(1, 70));
            store.force();
        }
        storage.blobs(FIRST).delete(storage.blobs(FIRST).all().get(0));
        storage.blobs(FIRST).put(Bytes.utf8("a later picture"));
        storage.blobs(FIRST).force();
        storage.meta().put("party.one", Bytes.utf8("another record"));
        storage.meta().put("party.more", Bytes.utf8("more"));
        SetBack.lift(storage.meta(), FIRST);
    }
}
