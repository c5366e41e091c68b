package echo.simulation.contract;

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

/** A feed that grows run by run, whose links are those of its payloads, as a node's are; its signatures are nobody's. */
public final class LinkedFeed {
    private final FeedKey key;
    private final List<Bytes> payloads = new ArrayList<>();
    private final List<Extent> extents = new ArrayList<>();

    /** A feed with a key of its own for each {@code name}. */
    public LinkedFeed(int name) {
        key = new FeedKey(Hash.of(Bytes.utf8("feed " + name)).bytes());
    }

    public FeedKey key() {
        return key;
    }

    /** All blocks so far. */
    public List<Bytes> payloads() {
        return List.copyOf(payloads);
    }

    /** How far it reaches with {@code length} blocks. */
    public Extent extent(int length) {
        return length == 0 ? Extent.EMPTY : extents.get(length - 1);
    }

    /** The head at {@code length}. */
    public Head head(int length) {
        return new Head(key, extents.get(length - 1), new Signature(Bytes.owning(new byte[Signature.SIZE])));
    }

    /** The next run: {@code count} blocks of {@code size} bytes, at least 1. */
    public Run next(int count, int size) {
        return next(count, size, 0);
    }

    /** As {@link #next(int, int)}, with other content for another {@code branch}. */
    public Run next(int count, int size, int branch) {
        List<Bytes> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] payload = new byte[size];
            payload[0] = (byte) (payloads.size() + i + 1);
            payload[size - 1] += (byte) branch;
            added.add(Bytes.owning(payload));
        }
        return next(added);
    }

    /** The next run, with these blocks. */
    public Run next(List<Bytes> added) {
        int from = payloads.size();
        for (Bytes payload : added) {
            extents.add(Links.append(key, extent(payloads.size()), payload));
            payloads.add(payload);
        }
        return new Run(from, added, head(payloads.size()));
    }
}
