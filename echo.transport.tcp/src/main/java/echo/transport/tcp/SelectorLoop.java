package echo.transport.tcp;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for all sockets of a transport, and for its deadlines: one thread, the leader. What becomes ready is run by the leader
 * itself, so that a frame that arrives costs no change of threads; if several are ready at once the rest go to other threads.
 * Should what the leader runs take longer than {@link #PATIENCE_MS}, another thread becomes leader and the former one ends with
 * its work.
 *
 * <p>Methods: any thread, unless they say otherwise.
 */
final class SelectorLoop implements Runnable {
    /*
     * 1. turn is even while the leader waits or looks around, odd while it runs what may take time. Only the leader makes it
     *    odd. From an odd turn either the leader goes on (turn + 1) or the watch gives the lead away (turn + 1): one of them
     *    wins. So deadlines, ready and the selector have one user at a time.
     * 2. The watch looks every PATIENCE_MS while turns pass, and sleeps (dormant) when none do; who makes a turn odd wakes it.
     * 3. The leader need not wake the selector: it runs the tasks and selects when it is done. A former leader may take itself
     *    for the leader until the new one has begun; the new one then has neither run the tasks nor selected yet.
     */
    static final long PATIENCE_MS = 5;
    private static final int LOOKS_TILL_DORMANT = 200;
    private static final long RELEASE_MS = 1_000;

    /** What is told that its socket is ready. */
    @FunctionalInterface
    interface Ready {
        /** The leader; {@code operations} are those of {@link SelectionKey}. Nothing is told twice before {@link #await}. */
        void ready(int operations);
    }

    private record Deadline(long nanos, Runnable task) {}

    private final Selector selector;
    private final Trouble trouble;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Deadline> deadlines = new PriorityQueue<>(Comparator.comparingLong(Deadline::nanos));
    private final List<Runnable> ready = new ArrayList<>();
    private final AtomicLong turn = new AtomicLong();
    private final Executor threads;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Thread leader;
    private volatile @Nullable Thread collector;
    private volatile @Nullable Thread watch;
    private volatile boolean dormant;
    private volatile boolean stopped;

    SelectorLoop(Executor threads, Trouble trouble) throws IOException {
        this.selector = Selector.open();
        this.threads = threads;
        this.trouble = trouble;
    }

    void start() {
        threads.execute(this);
        threads.execute(this::watch);
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
            wakeup();
        } catch (CancelledKeyException e) {
            assert !key.isValid();
        }
    }

    /** Runs what may take its time: here after looking around, if the leader asks for it while it does; else on another thread. */
    void dispatch(Runnable work) {
        if (Thread.currentThread() == collector) {
            ready.add(work);
        } else {
            threads.execute(work);
        }
    }

    /** The leader runs {@code task}, which returns at once; nobody, once stopped. */
    void execute(Runnable task) {
        tasks.add(task);
        wakeup();
    }

    /** As {@link #execute}, in {@code delayMs}. */
    void after(long delayMs, Runnable task) {
        long nanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMs);
        execute(() -> deadlines.add(new Deadline(nanos, task)));
    }

    /** Lets the system have the sockets that were closed here: their numbers and ports are held until the next round. */
    void release() {
        wakeup();
    }

    /** As {@link #release}, and waits for it, for at most 1 s. */
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

    /** Waits until all sockets are given back to the system; false if that takes longer than {@code ms}. */
    boolean awaitEnd(long ms) throws InterruptedException {
        return ended.await(ms, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        leader = Thread.currentThread();
        boolean leads = true;
        while (leads && !stopped) {
            lookAround();
            leads = ready.isEmpty() || runReady();
        }
        if (leads) {
            end();
        }
    }

    private void lookAround() {
        collector = Thread.currentThread();
        runTasks();
        try {
            selector.select(this::tell, waitMs());
        } catch (IOException e) {
            stopped = true;
            trouble.report("the TCP transport cannot wait for its sockets and stops: " + Engine.reason(e), e);
        }
        runTasks();
        runDeadlines();
        collector = null;
    }

    /** Runs one of what is ready here, the rest elsewhere; false when another thread has become leader meanwhile. */
    private boolean runReady() {
        Runnable own = ready.remove(ready.size() - 1);
        ready.forEach(threads::execute);
        ready.clear();
        long running = turn.incrementAndGet();
        if (dormant) {
            LockSupport.unpark(watch);
        }
        own.run();
        return turn.compareAndSet(running, running + 1);
    }

    private void end() {
        runTasks();
        TcpTransport.closeQuietly(selector);
        ended.countDown();
        LockSupport.unpark(watch);
    }

    /** Gives the lead away whenever one turn lasts from one look to the next. */
    private void watch() {
        watch = Thread.currentThread();
        long seen = turn.get();
        int quiet = 0;
        while (ended.getCount() > 0) {
            rest(quiet > LOOKS_TILL_DORMANT, seen);
            long now = turn.get();
            quiet = now == seen ? quiet + 1 : 0;
            if (now == seen && now % 2 == 1 && turn.compareAndSet(now, now + 1)) {
                threads.execute(this);
            }
            seen = turn.get();
        }
    }

    private void rest(boolean deep, long seen) {
        if (!deep) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS));
            return;
        }
        dormant = true;
        if (turn.get() == seen && ended.getCount() > 0) {
            LockSupport.park();
        }
        dormant = false;
    }

    private void wakeup() {
        if (Thread.currentThread() != leader) {
            selector.wakeup();
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
