package echo.transport.tcp;

import echo.api.transport.Address;
import echo.api.transport.ChannelHandler;
import echo.api.transport.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/**
 * Frames over TCP, scheme {@code tcp}. It listens where it is told and nowhere else. It has two threads, and more while several
 * channels have something to say at the same time; handlers are called from them.
 *
 * <p>Any thread. Layout and limits: {@code docs/format.md}.
 */
public final class TcpTransport implements Transport, AutoCloseable {
    /** The scheme of the addresses served. */
    public static final String SCHEME = "tcp";

    private final Engine engine;

    /**
     * A running transport.
     *
     * @param trouble hears of faults that no handler hears of
     * @throws echo.api.EchoException of kind {@code NETWORK} when the system gives no selector
     */
    public TcpTransport(Trouble trouble) {
        this.engine = new Engine(trouble);
        engine.start();
    }

    /** A running transport whose faults go to the platform's log. */
    public TcpTransport() {
        this(log(System.getLogger(TcpTransport.class.getName())));
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Listener listen(Address at, Function<Address, ChannelHandler> acceptor) {
        return TcpListener.listen(engine, at, acceptor);
    }

    @Override
    public void dial(Address to, ChannelHandler handler) {
        engine.execute(() -> connect(to, handler));
    }

    /**
     * Closes all listeners and channels; what is queued is offered to the network once. Handlers have heard of it, and ports are
     * free, when this returns, unless a handler takes longer than 2 s or calls this itself.
     */
    @Override
    public void close() {
        engine.stop();
    }

    /** On a worker, since to find a host may take time. */
    private void connect(Address to, ChannelHandler handler) {
        GuardedHandler guarded = GuardedHandler.dialled(engine.trouble(), to, handler);
        InetSocketAddress peer = new InetSocketAddress(to.host(), to.port());
        if (peer.isUnresolved() || peer.getPort() == 0) {
            guarded.closed("cannot reach " + to + ": no such " + (peer.getPort() == 0 ? "port" : "host"));
            return;
        }
        try {
            SocketChannel socket = SocketChannel.open();
            try {
                TcpChannel channel = new TcpChannel(engine, socket, guarded);
                if (!engine.opened(channel)) {
                    throw new ClosedSelectorException();
                }
                channel.connect(peer);
            } catch (IOException | ClosedSelectorException e) {
                closeQuietly(socket);
                throw e;
            }
        } catch (ClosedSelectorException e) {
            guarded.closed(Engine.STOPPED);
        } catch (IOException e) {
            guarded.closed("cannot reach " + to + ": " + Engine.reason(e));
        }
    }

    private static Trouble log(System.Logger logger) {
        return (line, cause) -> logger.log(System.Logger.Level.WARNING, line, cause);
    }

    /** Closes what is given up anyway. */
    static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The system has let go of it already; there is nobody to tell and nothing to do.
        }
    }
}
