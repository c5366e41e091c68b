package echo.transport.tcp;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One connection: what is sent goes out from the sender's thread, what arrives is read and told by the transport's. */
final class TcpChannel implements Channel, Runnable, SelectorLoop.Ready, Engine.Open {
    /*
     * 1. At most one thread runs this channel at a time (RUNNING in work); all calls of the handler are its.
     * 2. end is set once, and is the first reason; from then on the socket is closed, and that thread says closed, last.
     * 3. The socket is written only under the lock of out. While stalled, the loop waits until the network takes more, and
     *    nobody else tries. The loop writes too, so a slow handler does not hold back what is sent.
     * 4. That thread reads until nothing is there, and only then asks the loop to wait: while a handler is slow nothing is
     *    read, so TCP holds the peer back and no inbox can grow.
     */
    private static final int RUNNING = 1;
    private static final int OPEN = 2;
    private static final int READ = 4;
    private static final int END = 8;
    private static final long DIAL_MS = 10_000;
    private static final long FAREWELL_MS = 2_000;
    private static final String CLOSED_HERE = "closed here";

    private final Engine engine;
    private final SocketChannel socket;
    private final GuardedHandler handler;
    private final SelectionKey key;
    private final FrameCutter in = new FrameCutter();
    private final Outbox out = new Outbox();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicReference<@Nullable String> end = new AtomicReference<>();
    private boolean stalled;
    private volatile boolean connected;
    private volatile boolean closing;

    /** A channel over {@code socket}, which the caller closes when this throws. */
    TcpChannel(Engine engine, SocketChannel socket, GuardedHandler handler) throws IOException {
        this.engine = engine;
        this.socket = socket;
        this.handler = handler;
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = engine.loop().register(socket, this);
    }

    /** Starts to connect to {@code peer}; the handler hears how it went. */
    void connect(SocketAddress peer) {
        try {
            if (socket.connect(peer)) {
                open();
                return;
            }
            engine.loop().await(key, SelectionKey.OP_CONNECT);
            engine.loop().after(DIAL_MS, this::giveUpDialling);
        } catch (IOException | RuntimeException e) {
            fail("cannot reach " + handler.remote() + ": " + Engine.reason(e));
        }
    }

    /** The connection stands: the handler may begin. */
    void open() {
        connected = true;
        wake(OPEN | READ);
    }

    @Override
    public Address remote() {
        return handler.remote();
    }

    @Override
    public void send(Bytes frame) {
        if (frame.isEmpty() || frame.size() > Limits.SEALED_FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "a frame is 1 to " + Limits.SEALED_FRAME_BYTES + " bytes, not " + frame.size());
        }
        synchronized (out) {
            if (closing || end.get() != null) {
                return;
            }
            if (out.offer(frame)) {
                flush();
            } else {
                fail("the peer is too slow: more than " + Limits.CHANNEL_QUEUE_BYTES + " bytes were queued for it");
            }
        }
    }

    @Override
    public void close() {
        synchronized (out) {
            if (closing) {
                return;
            }
            closing = true;
            flush();
        }
        engine.loop().after(FAREWELL_MS, () -> fail(CLOSED_HERE));
    }

    @Override
    public void stop() {
        synchronized (out) {
            flush();
        }
        fail(Engine.STOPPED);
    }

    @Override
    public void ready(int operations) {
        if ((operations & SelectionKey.OP_CONNECT) != 0) {
            finishConnect();
        }
        if ((operations & SelectionKey.OP_WRITE) != 0) {
            synchronized (out) {
                stalled = false;
                flush();
            }
        }
        if ((operations & SelectionKey.OP_READ) != 0) {
            wake(READ);
        }
    }

    private void finishConnect() {
        try {
            if (socket.finishConnect()) {
                open();
            }
        } catch (IOException e) {
            fail("cannot reach " + handler.remote() + ": " + Engine.reason(e));
        }
    }

    private void giveUpDialling() {
        if (!connected) {
            fail("cannot reach " + handler.remote() + ": no answer within " + DIAL_MS / 1000 + " s");
        }
    }

    /** Writes until the network takes no more; all written and closing, says so to the peer. Under the lock of out. */
    private void flush() {
        if (stalled || end.get() != null) {
            return;
        }
        try {
            write();
            if (stalled) {
                engine.loop().await(key, SelectionKey.OP_WRITE);
            } else if (closing) {
                socket.shutdownOutput();
            }
        } catch (IOException | OutOfMemoryError e) {
            lost(e);
        }
    }

    private void write() throws IOException {
        ByteBuffer buffer = engine.buffers().take();
        try {
            while (!out.isEmpty() && !stalled) {
                out.peek(buffer.clear());
                out.taken(socket.write(buffer.flip()));
                stalled = buffer.hasRemaining();
            }
        } finally {
            engine.buffers().giveBack(buffer);
        }
    }

    private void lost(Throwable e) {
        fail("the connection was lost: " + Engine.reason(e));
    }

    /** Ends the channel; only the first reason counts. Any thread. */
    private void fail(String reason) {
        if (end.compareAndSet(null, reason)) {
            TcpTransport.closeQuietly(socket);
            engine.loop().release();
            wake(END);
        }
    }

    private void wake(int what) {
        if ((work.getAndUpdate(known -> known | what | RUNNING) & RUNNING) == 0) {
            engine.loop().dispatch(this);
        }
    }

    @Override
    public void run() {
        boolean ended = false;
        do {
            int now = work.getAndSet(RUNNING);
            if ((now & OPEN) != 0 && end.get() == null && !handler.opened(this)) {
                fail("its handler failed");
            }
            if ((now & READ) != 0 && end.get() == null) {
                read();
            }
            ended |= (now & END) != 0;
        } while (!ended && !work.compareAndSet(RUNNING, 0));
        if (ended) {
            finish();
        }
    }

    /** The last thing that happens: RUNNING stays set, so nothing runs any more. */
    private void finish() {
        synchronized (out) {
            out.clear();
        }
        handler.closed(Optional.ofNullable(end.get()).orElse(CLOSED_HERE));
        engine.ended(this);
    }

    private void read() {
        try {
            if (hear()) {
                engine.loop().await(key, SelectionKey.OP_READ);
            } else if (closing) {
                fail(CLOSED_HERE);
            } else {
                fail(in.insideFrame() ? "the peer broke off inside a frame" : "the peer closed the channel");
            }
        } catch (IOException | OutOfMemoryError e) {
            lost(e);
        }
    }

    /** Takes in all that is there; false at the end of the stream. */
    private boolean hear() throws IOException {
        ByteBuffer chunk = engine.buffers().take();
        try {
            int size = socket.read(chunk);
            while (size > 0) {
                deliver(chunk.flip());
                size = socket.read(chunk.clear());
            }
            return size == 0;
        } finally {
            engine.buffers().giveBack(chunk);
        }
    }

    private void deliver(ByteBuffer chunk) {
        Optional<Bytes> frame = in.next(chunk);
        while (frame.isPresent() && end.get() == null && !closing) {
            if (!handler.received(frame.orElseThrow())) {
                fail("its handler failed");
            }
            frame = in.next(chunk);
        }
        in.refusal().ifPresent(this::fail);
    }
}
