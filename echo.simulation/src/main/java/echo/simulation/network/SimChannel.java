package echo.simulation.network;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One end of a {@link SimConnection}, and the road from it to the other end. */
final class SimChannel implements Channel {
    /** What a queued frame costs beside its bytes, as with TCP. */
    private static final int KEEPING_BYTES = 64;

    private final SimConnection connection;
    private final SimTransport owner;
    private final Address remote;
    private final ChannelHandler handler;
    private final Deque<Runnable> road = new ArrayDeque<>();
    private Optional<Bytes> held = Optional.empty();
    private long busyUntilMs;
    private long lastArrivalMs;
    private long queuedBytes;
    private boolean closing;
    private boolean over;

    SimChannel(SimConnection connection, SimTransport owner, Address remote, ChannelHandler handler) {
        this.connection = connection;
        this.owner = owner;
        this.remote = remote;
        this.handler = handler;
    }

    SimTransport owner() {
        return owner;
    }

    @Override
    public Address remote() {
        return remote;
    }

    @Override
    public void send(Bytes frame) {
        if (frame.isEmpty() || frame.size() > Limits.SEALED_FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "a frame is 1 to " + Limits.SEALED_FRAME_BYTES + " bytes, not " + frame.size());
        }
        int cost = frame.size() + KEEPING_BYTES;
        owner.sending();
        if (closing || over) {
            return;
        }
        if (queuedBytes + cost > Limits.CHANNEL_QUEUE_BYTES) {
            closing = true;
            connection.breakFrom(
                    this,
                    "the peer is too slow: more than " + Limits.CHANNEL_QUEUE_BYTES + " bytes were queued for it");
            return;
        }
        for (Bytes carried : connection.network().sent(this, frame)) {
            carry(carried);
        }
    }

    private void carry(Bytes frame) {
        int cost = frame.size() + KEEPING_BYTES;
        queuedBytes += cost;
        connection.network().content(fingerprint(frame));
        connection.carry(this, frame.size(), peer -> {
            queuedBytes -= cost;
            peer.receive(frame);
        });
    }

    /** Of a sealed frame, whose end authenticates the whole, as good as all of it. */
    private static long fingerprint(Bytes frame) {
        return frame.size() < Long.BYTES ? frame.size() : frame.longAt(frame.size() - Long.BYTES);
    }

    /** {@code frame}, and what was held back before it. */
    List<Bytes> behind(Bytes frame) {
        if (held.isEmpty()) {
            return List.of(frame);
        }
        List<Bytes> both = List.of(frame, held.get());
        held = Optional.empty();
        return both;
    }

    /** Nothing, for now. */
    List<Bytes> holdBack(Bytes frame) {
        held = Optional.of(frame);
        return List.of();
    }

    @Override
    public void close() {
        if (!closing && !over) {
            closing = true;
            connection.carry(this, 0, peer -> peer.end("the peer closed the channel"));
            connection.network().after(0, () -> end("closed here"));
        }
    }

    /** Occupies the way for {@code sendingMs}, after what occupies it already. Gives the time at which it is free again. */
    long occupy(long sendingMs) {
        busyUntilMs = Math.max(busyUntilMs, connection.network().nowMs()) + sendingMs;
        return busyUntilMs;
    }

    /** Puts {@code arrival} on the road, behind all that is on it, to come at {@code atMs} or later. Gives when. */
    long enqueue(long atMs, Runnable arrival) {
        road.add(arrival);
        lastArrivalMs = Math.max(lastArrivalMs, atMs);
        return lastArrivalMs;
    }

    /** The next thing on the road arrives. */
    void arrive() {
        Runnable arrival = road.poll();
        if (arrival != null) {
            arrival.run();
        }
    }

    void open() {
        if (!over && !owner.crashed()) {
            guarded(() -> handler.opened(this));
        }
    }

    /** The handler hears nothing more; it hears this, unless its node is gone. */
    void end(String reason) {
        if (!over) {
            over = true;
            connection.ended();
            if (!owner.crashed()) {
                guarded(() -> handler.closed(reason));
            }
        }
    }

    boolean over() {
        return over;
    }

    private void receive(Bytes frame) {
        if (!over && !closing && !owner.crashed()) {
            guarded(() -> handler.received(frame));
        }
    }

    private void guarded(Runnable call) {
        if (!connection.network().guarded(call)) {
            connection.breakFrom(this, "its handler failed");
        }
    }
}
