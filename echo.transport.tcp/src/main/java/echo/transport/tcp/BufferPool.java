package echo.transport.tcp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Direct buffers between sockets and the heap, lent for one read or write each. At most 16 wait to be lent again. Any thread. */
final class BufferPool {
    static final int BUFFER_BYTES = 128 * 1024;
    private static final int KEPT = 16;

    private final Deque<ByteBuffer> idle = new ArrayDeque<>(KEPT);

    /** An empty buffer of {@link #BUFFER_BYTES}. */
    ByteBuffer take() {
        ByteBuffer buffer = poll();
        return buffer == null ? ByteBuffer.allocateDirect(BUFFER_BYTES) : buffer.clear();
    }

    private synchronized @Nullable ByteBuffer poll() {
        return idle.poll();
    }

    /** Keeps {@code buffer}, unless enough are kept. */
    synchronized void giveBack(ByteBuffer buffer) {
        if (idle.size() < KEPT) {
            idle.push(buffer);
        }
    }
}
