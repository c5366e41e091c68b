package echo.codec;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.feed.Extent;

/** The hash links of a feed and the bytes that a head signs (docs/format.md, "Blocks and heads"). Pure functions. */
public final class Links {
    private static final Bytes HEAD_DOMAIN = Bytes.utf8("echo/head/1");

    private Links() {}

    /** The extent after {@code payload} is appended to what {@code before} covers of {@code feed}. */
    public static Extent append(FeedKey feed, Extent before, Bytes payload) {
        return appendHash(feed, before, Hash.of(payload));
    }

    /** As {@link #append}, for a block of which only the hash of its payload is here. */
    public static Extent appendHash(FeedKey feed, Extent before, Hash payload) {
        return before.then(feed, payload);
    }

    /** What the writer of {@code feed} signs to say that it reaches to {@code extent}. */
    public static Bytes headBytes(FeedKey feed, Extent extent) {
        return Bytes.concat(
                HEAD_DOMAIN, feed.bytes(), u64(extent.length()), extent.link().bytes());
    }

    private static Bytes u64(long number) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (number >>> (8 * (Long.BYTES - 1 - i)));
        }
        return Bytes.owning(bytes);
    }
}
