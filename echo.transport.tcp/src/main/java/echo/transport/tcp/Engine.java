package echo.transport.tcp;

import echo.api.EchoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What the channels and listeners of one transport share: its threads, its buffers, and the list of what is open. Any thread. */
final class Engine {
    static final String STOPPED = "the TCP transport was stopped";
    private static final long STOP_MS = 2_000;
    private static final long IDLE_S = 10;

    /** What lives until it ends by itself or the transport stops. */
    @FunctionalInterface
    interface Open {
        void stop();
    }

    private static final class Worker extends Thread {
        private final Engine engine;

        Worker(Engine engine, Runnable work) {
            super(work, "echo-tcp");
            this.engine = engine;
            setDaemon(true);
        }
    }

    private final Trouble trouble;
    private final SelectorLoop loop;
    private final BufferPool buffers = new BufferPool();
    private final ThreadPoolExecutor workers;
    private final Set<Open> open = new LinkedHashSet<>();
    private boolean stopped;

    Engine(Trouble trouble) {
        this.trouble = trouble;
        // A channel occupies one worker at most, so their number is bounded by the channels and the dials under way.
        this.workers = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_S,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> new Worker(this, work));
        try {
            this.loop = new SelectorLoop(workers, trouble);
        } catch (IOException e) {
            throw new EchoException(
                    EchoException.Kind.NETWORK,
                    "cannot wait for sockets (" + reason(e) + "); allow the process more open files",
                    e);
        }
    }

    void start() {
        loop.start();
    }

    SelectorLoop loop() {
        return loop;
    }

    BufferPool buffers() {
        return buffers;
    }

    Trouble trouble() {
        return trouble;
    }

    /** Runs {@code work}, which may take its time, on a thread of the transport. Works after the stop too. */
    void execute(Runnable work) {
        workers.execute(work);
    }

    /** Lists {@code what} as open; false once stopped. */
    synchronized boolean opened(Open what) {
        return !stopped && open.add(what);
    }

    synchronized void ended(Open what) {
        open.remove(what);
        notifyAll();
    }

    /** Stops all that is open, and waits until handlers have heard of it, for at most 2 s and never for its own threads. */
    void stop() {
        List<Open> last;
        synchronized (this) {
            stopped = true;
            last = new ArrayList<>(open);
        }
        last.forEach(Open::stop);
        loop.stop();
        if (!(Thread.currentThread() instanceof Worker worker && worker.engine == this)) {
            awaitEnd();
        }
        workers.setKeepAliveTime(0, TimeUnit.SECONDS);
    }

    private void awaitEnd() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MS);
        try {
            if (!loop.awaitEnd(STOP_MS)) {
                trouble.report(
                        "ports may still be held: the TCP transport did not stop in time", new IOException(STOPPED));
            }
            synchronized (this) {
                long leftNanos = deadline - System.nanoTime();
                while (!open.isEmpty() && leftNanos > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
                    leftNanos = deadline - System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What an exception says, in one line that is never empty. */
    static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElseThrow();
    }
}
