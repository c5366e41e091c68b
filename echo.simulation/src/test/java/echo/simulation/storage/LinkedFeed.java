package echo.simulation.storage;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.codec.Links;
import java.util.ArrayList;
import java.util.List;

/** A feed whose links are those of its payloads, as a node's are; its signatures are nobody's. */
final class LinkedFeed {
    private final FeedKey key;
    private final List<Bytes> payloads = new ArrayList<>();
    private final List<Extent> extents = new ArrayList<>();

    LinkedFeed(int name) {
        key = new FeedKey(Hash.of(Bytes.utf8("feed " + name)).bytes());
    }

    FeedKey key() {
        return key;
    }

    List<Bytes> payloads() {
        return List.copyOf(payloads);
    }

    Head head(int length) {
        return new Head(key, extents.get(length - 1), new Signature(Bytes.owning(new byte[Signature.SIZE])));
    }

    /** The next {@code count} blocks of {@code size} bytes. */
    Run next(int count, int size) {
        return next(count, size, 0);
    }

    /** As {@link #next(int, int)}, with other content for another {@code branch}. */
    Run next(int count, int size, int branch) {
        int from = payloads.size();
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[size];
            payload[0] = (byte) (payloads.size() + 1);
            payload[size - 1] += (byte) branch;
            Bytes bytes = Bytes.owning(payload);
            extents.add(Links.append(key, from + i == 0 ? Extent.EMPTY : extents.get(from + i - 1), bytes));
            payloads.add(bytes);
        }
        return new Run(from, payloads.subList(from, from + count), head(from + count));
    }
}
