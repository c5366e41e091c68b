package echo.transport.tcp;

import echo.api.EchoException;
import echo.api.transport.Address;
import echo.api.transport.ChannelHandler;
import echo.api.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Function;

/** One address listened on. It accepts and hands over; it never gives up because one accept failed. */
final class TcpListener implements Transport.Listener, SelectorLoop.Ready, Engine.Open {
    private static final int BACKLOG = 128;
    private static final long PAUSE_MS = 100;

    private final Engine engine;
    private final ServerSocketChannel socket;
    private final Address address;
    private final Function<Address, ChannelHandler> acceptor;
    private final SelectionKey key;
    private boolean failing;

    private TcpListener(
            Engine engine, ServerSocketChannel socket, String host, Function<Address, ChannelHandler> acceptor)
            throws IOException {
        this.engine = engine;
        this.socket = socket;
        this.acceptor = acceptor;
        this.address = new Address(TcpTransport.SCHEME, host, socket.socket().getLocalPort());
        this.key = engine.loop().register(socket, this);
    }

    /** Binds {@code at} and starts to accept. */
    static TcpListener listen(Engine engine, Address at, Function<Address, ChannelHandler> acceptor) {
        InetSocketAddress local = new InetSocketAddress(at.host(), at.port());
        if (local.isUnresolved()) {
            throw refused(at, new IOException("no such host"));
        }
        try {
            return bind(engine, local, at.host(), acceptor);
        } catch (IOException e) {
            throw refused(at, e);
        } catch (ClosedSelectorException e) {
            throw refused(at, new IOException(Engine.STOPPED, e));
        }
    }

    private static TcpListener bind(
            Engine engine, InetSocketAddress local, String host, Function<Address, ChannelHandler> acceptor)
            throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(local, BACKLOG);
            TcpListener listener = new TcpListener(engine, socket, host, acceptor);
            if (!engine.opened(listener)) {
                throw new ClosedSelectorException();
            }
            engine.loop().await(listener.key, SelectionKey.OP_ACCEPT);
            return listener;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public void ready(int operations) {
        try {
            for (SocketChannel peer = socket.accept(); peer != null; peer = socket.accept()) {
                open(peer);
            }
            failing = false;
            engine.loop().await(key, SelectionKey.OP_ACCEPT);
        } catch (ClosedChannelException e) {
            assert !socket.isOpen();
        } catch (IOException e) {
            pause(e);
        }
    }

    private void open(SocketChannel peer) {
        try {
            InetSocketAddress from = (InetSocketAddress) peer.getRemoteAddress();
            Address remote = new Address(TcpTransport.SCHEME, from.getAddress().getHostAddress(), from.getPort());
            TcpChannel channel =
                    new TcpChannel(engine, peer, GuardedHandler.accepted(engine.trouble(), remote, acceptor));
            if (!engine.opened(channel)) {
                throw new ClosedSelectorException();
            }
            channel.open();
        } catch (IOException | ClosedSelectorException e) {
            // The peer left before it was looked at, or the transport stops: nobody has heard of this channel.
            TcpTransport.closeQuietly(peer);
        }
    }

    /** The system gives no socket now (too many open files): the peers wait in its queue, this asks again soon. */
    private void pause(IOException e) {
        if (!failing) {
            failing = true;
            engine.trouble().report("cannot accept at " + address + " for now: " + Engine.reason(e), e);
        }
        engine.loop().after(PAUSE_MS, () -> engine.loop().await(key, SelectionKey.OP_ACCEPT));
    }

    @Override
    public void stop() {
        try {
            socket.close();
        } catch (IOException e) {
            engine.trouble().report("cannot close " + address + ": " + Engine.reason(e), e);
        }
        engine.loop().release();
        engine.ended(this);
    }

    /** As the port says; the port is free again when this returns. */
    @Override
    public void close() {
        stop();
        engine.loop().awaitRelease();
    }

    private static EchoException refused(Address at, IOException e) {
        return new EchoException(
                EchoException.Kind.NETWORK,
                "cannot listen on " + at + " (" + Engine.reason(e) + "); choose another with --listen HOST:PORT",
                e);
    }
}
