package echo.transport.tcp;

import echo.api.Bytes;
import echo.api.Limits;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The frames of one channel that the network has not taken, as the bytes that go on the wire. At most
 * {@link Limits#CHANNEL_QUEUE_BYTES}, each frame counted with {@link #KEEPING_BYTES}.
 *
 * <p>One thread at a time.
 */
final class Outbox {
    /** What a queued frame costs beside its bytes: its length, its objects. */
    static final int KEEPING_BYTES = 64;

    private final Deque<Queued> frames = new ArrayDeque<>();
    private long bytes;

    /** A frame with its length, both read up to where the network took them. */
    private record Queued(ByteBuffer length, ByteBuffer body) {
        static Queued of(Bytes frame) {
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).putInt(frame.size());
            return new Queued(length.flip(), frame.asByteBuffer());
        }

        int cost() {
            return body.capacity() + KEEPING_BYTES;
        }
    }

    /** Queues {@code frame}; false, and nothing is queued, when it would pass the limit. */
    boolean offer(Bytes frame) {
        Queued queued = Queued.of(frame);
        if (bytes + queued.cost() > Limits.CHANNEL_QUEUE_BYTES) {
            return false;
        }
        bytes += queued.cost();
        frames.add(queued);
        return true;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Copies what comes next into {@code target}, as much as fits; it stays queued. */
    void peek(ByteBuffer target) {
        Iterator<Queued> each = frames.iterator();
        while (target.hasRemaining() && each.hasNext()) {
            Queued next = each.next();
            copy(next.length, target);
            copy(next.body, target);
        }
    }

    /** Drops the next {@code count} bytes: the network took them. */
    void taken(int count) {
        int left = count;
        while (left > 0) {
            Queued first = frames.getFirst();
            left -= skip(first.length, left);
            left -= skip(first.body, left);
            if (!first.body.hasRemaining()) {
                frames.removeFirst();
                bytes -= first.cost();
            }
        }
    }

    void clear() {
        frames.clear();
        bytes = 0;
    }

    private static void copy(ByteBuffer source, ByteBuffer target) {
        int size = Math.min(source.remaining(), target.remaining());
        target.put(target.position(), source, source.position(), size).position(target.position() + size);
    }

    private static int skip(ByteBuffer part, int atMost) {
        int size = Math.min(part.remaining(), atMost);
        part.position(part.position() + size);
        return size;
    }
}
