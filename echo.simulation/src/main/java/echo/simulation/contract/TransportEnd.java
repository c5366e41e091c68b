package echo.simulation.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One end of a channel that keeps what it hears, and checks that it hears it as {@link ChannelHandler} promises: opened first,
 * frames, closed last and once, one call at a time and none within a call of its own. Any thread.
 */
public final class TransportEnd implements ChannelHandler {
    private static final long WAIT_S = 20;
    private static final Object CHANGED = new Object();

    private final List<Bytes> frames = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private Consumer<Bytes> onFrame = frame -> {};
    private Optional<Channel> channel = Optional.empty();
    private boolean inside;

    /** What happens at each frame, after it is kept. Set before the channel opens. */
    public synchronized void onFrame(Consumer<Bytes> action) {
        onFrame = action;
    }

    @Override
    public void opened(Channel opened) {
        enter("opened", channel.isPresent() || !reasons.isEmpty());
        synchronized (this) {
            channel = Optional.of(opened);
        }
        leave();
    }

    @Override
    public void received(Bytes frame) {
        enter("a frame", channel.isEmpty() || !reasons.isEmpty());
        synchronized (this) {
            frames.add(frame);
        }
        try {
            onFrame.accept(frame);
        } finally {
            leave();
        }
    }

    @Override
    public void closed(String reason) {
        enter("closed", !reasons.isEmpty());
        synchronized (this) {
            reasons.add(reason);
        }
        leave();
    }

    /** The channel that was opened. */
    public synchronized Channel channel() {
        return channel.orElseThrow(() -> new AssertionError("not opened; " + reasons));
    }

    public synchronized boolean wasOpened() {
        return channel.isPresent();
    }

    public synchronized boolean isOpen() {
        return channel.isPresent() && reasons.isEmpty();
    }

    public synchronized boolean isClosed() {
        return !reasons.isEmpty() && !inside;
    }

    /** Why it was closed. */
    public synchronized String reason() {
        return reasons.get(0);
    }

    public synchronized int count() {
        return frames.size();
    }

    public synchronized List<Bytes> frames() {
        return List.copyOf(frames);
    }

    /** Fails if anything came that was not promised. */
    public synchronized void assertSound() {
        assertEquals(List.of(), faults);
        assertTrue(reasons.size() <= 1, () -> "closed more than once: " + reasons);
    }

    /** Tells whoever waits in {@link #await} to look again. */
    public static void signal() {
        synchronized (CHANGED) {
            CHANGED.notifyAll();
        }
    }

    /** Waits until {@code reached}, looked at after each {@link #signal}; after 20 s it fails, naming {@code what}. */
    public static void await(String what, BooleanSupplier reached) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
        synchronized (CHANGED) {
            while (!reached.getAsBoolean()) {
                long leftNanos = deadline - System.nanoTime();
                assertTrue(leftNanos > 0, () -> "not reached in " + WAIT_S + " s: " + what);
                try {
                    TimeUnit.NANOSECONDS.timedWait(CHANGED, leftNanos);
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted while waiting for: " + what, e);
                }
            }
        }
    }

    /** Goes through {@code gate} when it opens. */
    static void pass(CountDownLatch gate) {
        try {
            assertTrue(gate.await(WAIT_S, TimeUnit.SECONDS), "the gate stayed closed");
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted at the gate", e);
        }
    }

    private synchronized void enter(String what, boolean outOfPlace) {
        if (outOfPlace) {
            faults.add(what + " out of place");
        }
        if (inside) {
            faults.add(what + " within another call");
        }
        inside = true;
    }

    private void leave() {
        synchronized (this) {
            inside = false;
        }
        signal();
    }
}
