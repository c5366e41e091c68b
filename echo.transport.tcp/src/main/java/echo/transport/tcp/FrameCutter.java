package echo.transport.tcp;

import echo.api.Bytes;
import echo.api.Limits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts the bytes that arrive on one connection into frames: a length of 4 bytes, big-endian, then as many bytes.
 *
 * <p>One thread at a time. Layout: {@code docs/format.md}.
 */
final class FrameCutter {
    /*
     * 1. No byte is allocated for a length outside 1..SEALED_FRAME_BYTES; the first such length ends the stream for good.
     * 2. body.length <= max(FIRST_BYTES, GROWTH * bytes of this frame that arrived): an announcement alone costs FIRST_BYTES.
     * 3. A finished body is exactly as long as its frame, so that it becomes the frame without a copy.
     */
    private static final int FIRST_BYTES = 16 * 1024;
    private static final int GROWTH = 4;
    private static final byte[] NONE = {};

    private int lengthBytes;
    private int length;
    private byte[] body = NONE;
    private int filled;
    private Optional<String> refusal = Optional.empty();

    /** The next whole frame; without one, all of {@code chunk} is taken in, or the stream is refused. */
    Optional<Bytes> next(ByteBuffer chunk) {
        if (refusal.isPresent() || !readLength(chunk)) {
            return Optional.empty();
        }
        while (chunk.hasRemaining() && filled < length) {
            if (filled == body.length) {
                body = Arrays.copyOf(body, Math.min(length, Math.max(FIRST_BYTES, filled * GROWTH)));
            }
            int size = Math.min(chunk.remaining(), body.length - filled);
            chunk.get(body, filled, size);
            filled += size;
        }
        return filled < length ? Optional.empty() : Optional.of(finish());
    }

    /** Why no more frames can come, once a length was out of bounds. */
    Optional<String> refusal() {
        return refusal;
    }

    /** Whether the stream, if it ended now, would break off. */
    boolean insideFrame() {
        return lengthBytes > 0;
    }

    private boolean readLength(ByteBuffer chunk) {
        if (lengthBytes == Integer.BYTES) {
            return true;
        }
        while (lengthBytes < Integer.BYTES && chunk.hasRemaining()) {
            length = length << Byte.SIZE | (chunk.get() & 0xff);
            lengthBytes++;
        }
        if (lengthBytes < Integer.BYTES) {
            return false;
        }
        if (length < 1 || length > Limits.SEALED_FRAME_BYTES) {
            refusal = Optional.of("the peer announced a frame of " + Integer.toUnsignedString(length)
                    + " bytes; frames are 1 to " + Limits.SEALED_FRAME_BYTES + " bytes: it does not speak ECHO");
            return false;
        }
        return true;
    }

    private Bytes finish() {
        Bytes frame = Bytes.owning(body);
        body = NONE;
        filled = 0;
        lengthBytes = 0;
        length = 0;
        return frame;
    }
}
