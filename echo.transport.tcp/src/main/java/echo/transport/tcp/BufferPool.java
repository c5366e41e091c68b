package echo.transport.tcp;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Direct buffers between sockets and the heap, lent for one read or write each. At most 16 wait to be lent again. Any thread. */
final class BufferPool {
    static final int BUFFER_BYTES = 128 * 1024;

    private final BlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(16);

    /** An empty buffer of {@link #BUFFER_BYTES}. */
    ByteBuffer take() {
        ByteBuffer buffer = idle.poll();
        return buffer == null ? ByteBuffer.allocateDirect(BUFFER_BYTES) : buffer.clear();
    }

    void giveBack(ByteBuffer buffer) {
        boolean kept = idle.offer(buffer);
        assert kept || idle.remainingCapacity() == 0;
    }
}
