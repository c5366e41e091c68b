package echo.simulation.network;

import echo.api.EchoException;
import echo.api.transport.Address;
import echo.api.transport.ChannelHandler;
import echo.api.transport.Transport;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One node's place in a {@link SimNetwork}. It listens and is reached at {@code sim://<its host>:<port>}. One thread. */
public final class SimTransport implements Transport, AutoCloseable {
    /** The scheme of the addresses served. */
    public static final String SCHEME = "sim";

    private static final int FIRST_FREE_PORT = 49_152;
    private static final int LAST_PORT = 65_535;
    private static final long DIAL_MS = 10_000;
    private static final String STOPPED = "the simulated transport was stopped";

    private final SimNetwork network;
    private final String host;
    private final Map<Integer, Function<Address, ChannelHandler>> listeners = new TreeMap<>();
    private int nextPort = FIRST_FREE_PORT;
    private boolean stopped;
    private boolean crashed;
    private int framesLeft = -1;
    private Runnable atSend = () -> {};

    SimTransport(SimNetwork network, String host) {
        this.network = network;
        this.host = host;
    }

    /** The host of the addresses at which this node is reached. */
    public String host() {
        return host;
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Listener listen(Address at, Function<Address, ChannelHandler> acceptor) {
        int port = at.port() == 0 ? freePort() : at.port();
        String trouble = !at.host().equals(host) ? "not this node" : stopped ? STOPPED : "already in use";
        if (stopped || !at.host().equals(host) || listeners.putIfAbsent(port, acceptor) != null) {
            throw new EchoException(
                    EchoException.Kind.NETWORK,
                    "cannot listen on " + at + " (" + trouble + "); choose another with --listen HOST:PORT");
        }
        return new SimListener(new Address(SCHEME, host, port), acceptor);
    }

    @Override
    public void dial(Address to, ChannelHandler handler) {
        if (stopped) {
            refuse(handler, 0, STOPPED);
        } else if (network.isCut(host, to.host())
                || network.link(host, to.host()).drawLoss(network.random())) {
            network.count("dial lost");
            refuse(handler, DIAL_MS, "cannot reach " + to + ": no answer within 10 s");
        } else {
            long travelMs = network.link(host, to.host()).drawMs(network.random());
            network.after(network.cloggedMs(host, to.host()) + travelMs, () -> knock(to, handler));
        }
    }

    /** Closes all listeners and channels. Handlers hear of it through the timeline. */
    @Override
    public void close() {
        if (!stopped) {
            stopped = true;
            listeners.clear();
            network.left(this, STOPPED);
        }
    }

    /** Runs {@code then} just before frame number {@code frames} from now on is sent, once; never if that is negative. */
    public void stopAtSend(int frames, Runnable then) {
        framesLeft = frames;
        atSend = then;
    }

    /** A frame is about to be sent. */
    void sending() {
        if (framesLeft >= 0 && framesLeft-- == 0) {
            atSend.run();
        }
    }

    void crash() {
        crashed = true;
        close();
    }

    boolean crashed() {
        return crashed;
    }

    /** Whether it was closed or crashed. */
    public boolean stopped() {
        return stopped;
    }

    private int freePort() {
        int port = ephemeralPort();
        while (listeners.containsKey(port)) {
            port = ephemeralPort();
        }
        return port;
    }

    private int ephemeralPort() {
        int port = nextPort;
        nextPort = port == LAST_PORT ? FIRST_FREE_PORT : port + 1;
        return port;
    }

    /** The dial arrives where it was sent to. */
    private void knock(Address to, ChannelHandler handler) {
        if (stopped) {
            refuse(handler, 0, STOPPED);
            return;
        }
        Address here = new Address(SCHEME, host, ephemeralPort());
        Optional<SimTransport> target = network.at(to.host());
        Optional<ChannelHandler> theirs = target.flatMap(node -> node.accept(to.port(), here));
        if (theirs.isEmpty()) {
            network.count("dial refused");
            long backMs = network.link(to.host(), host).drawMs(network.random());
            refuse(handler, backMs, "cannot reach " + to + ": Connection refused");
            return;
        }
        SimConnection.Side dialler = new SimConnection.Side(this, here, handler);
        SimConnection.Side listener = new SimConnection.Side(target.orElseThrow(), to, theirs.orElseThrow());
        network.connect(new SimConnection(network, dialler, listener));
    }

    private Optional<ChannelHandler> accept(int port, Address from) {
        Function<Address, ChannelHandler> acceptor = listeners.get(port);
        return acceptor == null ? Optional.empty() : network.guarded(() -> acceptor.apply(from));
    }

    private void refuse(ChannelHandler handler, long delayMs, String reason) {
        network.after(delayMs, () -> {
            if (!crashed) {
                network.guarded(() -> handler.closed(reason));
            }
        });
    }

    private final class SimListener implements Listener {
        private final Address address;
        private @Nullable Function<Address, ChannelHandler> acceptor;

        SimListener(Address address, Function<Address, ChannelHandler> acceptor) {
            this.address = address;
            this.acceptor = acceptor;
        }

        @Override
        public Address address() {
            return address;
        }

        @Override
        public void close() {
            if (acceptor != null) {
                listeners.remove(address.port(), acceptor);
                acceptor = null;
            }
        }
    }
}
