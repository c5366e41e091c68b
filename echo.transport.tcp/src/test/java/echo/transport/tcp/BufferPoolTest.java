package echo.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class BufferPoolTest {
    private static final int THREADS = 32;
    private static final int ROUNDS = 2_000;
    private static final int WRITTEN_BYTES = 64;

    /** More threads than buffers are kept: who gives one back while another takes one fails never, and none is lent twice. */
    @Test
    void manyThreadsMayTakeAndGiveBackAtOnce() throws Exception {
        BufferPool pool = new BufferPool();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> users = new ArrayList<>();
            for (int who = 0; who < THREADS; who++) {
                users.add(new User(pool, who));
            }
            for (Future<Integer> wrong : threads.invokeAll(users)) {
                assertEquals(0, wrong.get(), "buffers that another thread wrote to");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private record User(BufferPool pool, int who) implements Callable<Integer> {
        @Override
        public Integer call() {
            int wrong = 0;
            for (int round = 0; round < ROUNDS; round++) {
                ByteBuffer buffer = pool.take();
                for (int at = 0; at < BufferPool.BUFFER_BYTES; at += WRITTEN_BYTES) {
                    buffer.putInt(at, who);
                }
                for (int at = 0; at < BufferPool.BUFFER_BYTES; at += WRITTEN_BYTES) {
                    wrong += buffer.getInt(at) == who ? 0 : 1;
                }
                pool.giveBack(buffer);
            }
            return wrong;
        }
    }
}
