package echo.storage.file;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.feed.Extent;
import java.nio.ByteBuffer;

/** Links of blocks, to tell whether stored blocks go on from one another (docs/format.md, "Blocks and heads"). */
final class Chain {
    private static final Bytes BLOCK = Bytes.hex("00");

    private Chain() {}

    /** Where {@code feed} ends once {@code payloads} follow on {@code before}. */
    static Extent end(FeedKey feed, Extent before, Iterable<Bytes> payloads) {
        Extent end = before;
        for (Bytes payload : payloads) {
            Bytes index = Bytes.owning(
                    ByteBuffer.allocate(Long.BYTES).putLong(end.length()).array());
            Hash link = Hash.of(
                    BLOCK,
                    feed.bytes(),
                    index,
                    end.link().bytes(),
                    Hash.of(payload).bytes());
            end = new Extent(end.length() + 1, link);
        }
        return end;
    }
}
