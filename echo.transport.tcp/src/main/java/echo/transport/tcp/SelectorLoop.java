package echo.transport.tcp;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that waits for all sockets of a transport, and for its deadlines. What it calls returns at once: handlers
 * run elsewhere.
 *
 * <p>Methods: any thread.
 */
final class SelectorLoop implements Runnable {
    /** What is told that its socket is ready. */
    @FunctionalInterface
    interface Ready {
        /** The loop's thread; {@code operations} are those of {@link SelectionKey}. Nothing is told twice before {@link #await}. */
        void ready(int operations);
    }

    private static final long RELEASE_MS = 1_000;

    private record Deadline(long nanos, Runnable task) {}

    private final Selector selector;
    private final Trouble trouble;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Deadline> deadlines = new PriorityQueue<>(Comparator.comparingLong(Deadline::nanos));
    private volatile boolean stopped;

    SelectorLoop(Trouble trouble) throws IOException {
        this.selector = Selector.open();
        this.trouble = trouble;
    }

    /**
     * Makes {@code socket} one of those waited for; for nothing yet.
     *
     * @throws java.nio.channels.ClosedSelectorException once stopped
     */
    SelectionKey register(SelectableChannel socket, Ready ready) throws ClosedChannelException {
        return socket.register(selector, 0, ready);
    }

    /** Waits for one readiness of {@code operations}, beside what is waited for already. No effect on a closed socket. */
    void await(SelectionKey key, int operations) {
        try {
            key.interestOpsOr(operations);
            selector.wakeup();
        } catch (CancelledKeyException e) {
            assert !key.isValid();
        }
    }

    /** Runs {@code task} on the loop's thread; never, once stopped. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Runs {@code task} on the loop's thread in {@code delayMs}. */
    void after(long delayMs, Runnable task) {
        long nanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMs);
        execute(() -> deadlines.add(new Deadline(nanos, task)));
    }

    /** Lets the system have the sockets that were closed here: their numbers and ports are held until the next round. */
    void release() {
        selector.wakeup();
    }

    /** As {@link #release}, and waits for it, for at most 1 s. Not on the loop's thread. */
    void awaitRelease() {
        CountDownLatch released = new CountDownLatch(1);
        execute(() -> {
            selectNow();
            released.countDown();
        });
        try {
            boolean done = stopped || released.await(RELEASE_MS, TimeUnit.MILLISECONDS);
            if (!done) {
                trouble.report("a port is still held after " + RELEASE_MS + " ms", new IOException("selector busy"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the loop after the tasks that wait. */
    void stop() {
        stopped = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try (selector) {
            while (!stopped) {
                selector.select(this::tell, waitMs());
                runTasks();
                runDeadlines();
            }
            runTasks();
        } catch (IOException e) {
            trouble.report("the TCP transport cannot wait for its sockets and stops: " + e.getMessage(), e);
        }
    }

    private void selectNow() {
        try {
            selector.selectNow(this::tell);
        } catch (IOException e) {
            trouble.report("cannot look at the sockets: " + Engine.reason(e), e);
        }
    }

    private void tell(SelectionKey key) {
        try {
            int operations = key.readyOps();
            key.interestOpsAnd(~operations);
            ((Ready) key.attachment()).ready(operations);
        } catch (CancelledKeyException e) {
            assert !key.isValid();
        }
    }

    private long waitMs() {
        Deadline next = deadlines.peek();
        if (next == null) {
            return 0;
        }
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.nanos - System.nanoTime()) + 1);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void runDeadlines() {
        Deadline next = deadlines.peek();
        while (next != null && next.nanos - System.nanoTime() <= 0) {
            deadlines.remove();
            next.task.run();
            next = deadlines.peek();
        }
    }
}
