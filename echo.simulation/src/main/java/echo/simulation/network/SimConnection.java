package echo.simulation.network;

import echo.api.transport.Address;
import echo.api.transport.ChannelHandler;
import java.util.List;
import java.util.function.Consumer;

/** Two ends, a road each way, and whether they are broken. */
final class SimConnection {
    /** How long a node may take, at most, to notice that its peer is silent for ever. */
    private static final long SILENCE_MS = 15_000;

    private static final String LOST = "the connection was lost";
    private static final String RESET = "the connection was reset";

    private final SimNetwork network;
    private final SimChannel dialler;
    private final SimChannel listener;
    private boolean broken;

    /** A side of a connection to be: who it is, and who speaks there. */
    record Side(SimTransport transport, Address address, ChannelHandler handler) {}

    SimConnection(SimNetwork network, Side dialler, Side listener) {
        this.network = network;
        this.dialler = new SimChannel(this, dialler.transport, listener.address, dialler.handler);
        this.listener = new SimChannel(this, listener.transport, dialler.address, listener.handler);
    }

    SimNetwork network() {
        return network;
    }

    /** The listener hears it now, the dialler a way later, before all that the listener sends. */
    void open() {
        carry(listener, 0, SimChannel::open);
        listener.open();
    }

    /** Brings something from one end to the other, after all that went before it; or loses it, and breaks. */
    void carry(SimChannel from, int bytes, Consumer<SimChannel> arrival) {
        if (broken) {
            return;
        }
        Link link = network.link(from.owner().host(), other(from).owner().host());
        if (isCut(from) || link.drawLoss(network.random())) {
            network.count("frame lost");
            lose();
            return;
        }
        long clogged =
                network.cloggedMs(from.owner().host(), other(from).owner().host());
        long sentMs = from.occupy(clogged + link.sendingMs(bytes));
        long atMs = from.enqueue(sentMs + link.drawMs(network.random()), () -> arrive(from, arrival));
        network.after(atMs - network.nowMs(), from::arrive);
    }

    /** Nothing passes any more, and nobody is told: the ends notice, each in its time. */
    void lose() {
        if (!broken) {
            broken = true;
            network.count("connection lost");
            for (SimChannel end : List.of(dialler, listener)) {
                network.after(network.random().nextLong(SILENCE_MS), () -> end.end(LOST));
            }
        }
    }

    /** Breaks in the middle of what is said; both ends hear it soon. */
    void reset() {
        if (!broken) {
            broken = true;
            network.count("connection reset");
            tell(dialler, RESET);
            tell(listener, RESET);
        }
    }

    /** As {@link #reset}, by one end, which hears its own {@code reason}. */
    void breakFrom(SimChannel end, String reason) {
        network.after(0, () -> end.end(reason));
        if (!broken) {
            broken = true;
            network.count("connection broken off");
            tell(other(end), RESET);
        }
    }

    /** What {@code transport}'s node leaves behind when it stops: its own end hears {@code reason}, the other that it is gone. */
    void leave(SimTransport transport, String reason) {
        for (SimChannel end : List.of(dialler, listener)) {
            if (end.owner() == transport) {
                breakFrom(end, reason);
            }
        }
    }

    /** Whether {@code host} is at one of its ends. */
    boolean isOf(String host) {
        return dialler.owner().host().equals(host) || listener.owner().host().equals(host);
    }

    boolean isBetween(String host, String other) {
        String first = dialler.owner().host();
        String second = listener.owner().host();
        return (first.equals(host) && second.equals(other)) || (first.equals(other) && second.equals(host));
    }

    /** Whether one of its ways is cut. */
    boolean isCut() {
        return isCut(dialler) || isCut(listener);
    }

    void ended() {
        if (dialler.over() && listener.over()) {
            network.forget(this);
        }
    }

    private void arrive(SimChannel from, Consumer<SimChannel> arrival) {
        if (!broken && isCut(from)) {
            network.count("frame lost");
            lose();
        }
        if (!broken) {
            arrival.accept(other(from));
        }
    }

    private void tell(SimChannel end, String reason) {
        Link link = network.link(other(end).owner().host(), end.owner().host());
        boolean silent = isCut(other(end));
        long delayMs = silent ? network.random().nextLong(SILENCE_MS) : link.drawMs(network.random());
        network.after(delayMs, () -> end.end(silent ? LOST : reason));
    }

    private boolean isCut(SimChannel from) {
        return network.isCut(from.owner().host(), other(from).owner().host());
    }

    private SimChannel other(SimChannel end) {
        return end == dialler ? listener : dialler;
    }
}
