package echo.api.feed;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import java.nio.ByteBuffer;

/**
 * How much of a feed: a number of blocks and the link of the last of them. The link matters: two feeds of equal length that
 * were forked hold different content, and a number alone would call them equal.
 *
 * @param length number of blocks, from 0
 * @param link link of block {@code length - 1}; 32 zero bytes when {@code length} is 0
 */
public record Extent(long length, Hash link) {
    public static final Extent EMPTY = new Extent(0, Hash.ZERO);

    private static final Bytes BLOCK = Bytes.owning(new byte[] {0});

    public Extent {
        if (length < 0) {
            throw new IllegalArgumentException("length of a feed must not be negative: " + length);
        }
        if (length == 0 && !link.equals(Hash.ZERO)) {
            throw new IllegalArgumentException("the link of an empty feed is zero");
        }
    }

    /**
     * This much of {@code feed} and one block more. Source: docs/format.md, "Blocks and heads".
     *
     * @param payload SHA-256 of that block's payload
     */
    public Extent then(FeedKey feed, Hash payload) {
        Bytes index =
                Bytes.owning(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
        return new Extent(length + 1, Hash.of(BLOCK, feed.bytes(), index, link.bytes(), payload.bytes()));
    }
}
