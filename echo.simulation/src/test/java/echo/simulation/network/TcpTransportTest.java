package echo.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.transport.Address;
import echo.api.transport.Transport;
import echo.simulation.contract.TransportContract;
import echo.simulation.contract.TransportEnd;
import echo.transport.tcp.TcpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TCP, on real sockets of this machine. */
final class TcpTransportTest extends TransportContract {
    private final List<TcpTransport> running = new ArrayList<>();

    @Override
    protected Transport transport() {
        TcpTransport transport = new TcpTransport((line, cause) -> {});
        running.add(transport);
        return transport;
    }

    @Override
    protected void stop(Transport transport) {
        ((TcpTransport) transport).close();
    }

    @Override
    protected Address free(Transport transport) {
        return new Address("tcp", "127.0.0.1", 0);
    }

    @Override
    protected Address nowhere(Transport transport) {
        return new Address("tcp", "127.0.0.1", 1);
    }

    /** P6: a bundle that stops and starts again finds its port free, and its peers dial it again. */
    @Test
    void aStoppedTransportLeavesItsPortToTheNext() {
        Transport dialling = transport();
        Address address = free(dialling);
        for (int round = 0; round < 20; round++) {
            Transport listening = transport();
            TransportEnd far = new TransportEnd();
            address = listening.listen(address, from -> far).address();
            TransportEnd near = new TransportEnd();
            dialling.dial(address, near);
            await("open on both sides", () -> near.isOpen() && far.isOpen());
            near.channel().send(Bytes.utf8("round " + round));
            await("a frame", () -> far.count() == 1);
            stop(listening);
            assertTrue(far.isClosed(), "handlers have heard of it when the stop returns");
            await("closed at the peer", near::isClosed);
        }
    }

    /** A handler may do with its transport what it likes, also from the thread that leads. */
    @Test
    void aHandlerMayCloseItsListenerAndItsTransport() {
        Transport listening = transport();
        TransportEnd far = new TransportEnd();
        Transport.Listener listener = listening.listen(free(listening), from -> far);
        far.onFrame(frame -> {
            listener.close();
            stop(listening);
        });
        TransportEnd near = new TransportEnd();
        transport().dial(listener.address(), near);
        await("open on both sides", () -> near.isOpen() && far.isOpen());
        near.channel().send(Bytes.utf8("stop"));
        await("closed on both sides", () -> near.isClosed() && far.isClosed());
        near.assertSound();
        far.assertSound();
    }

    /** P3: a peer that never hangs up cannot keep a channel that was closed here. */
    @Test
    void aClosedChannelEndsThoughItsPeerStays() throws IOException {
        Transport listening = transport();
        TransportEnd far = new TransportEnd();
        Address address = listening.listen(free(listening), from -> far).address();
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), address.port())) {
            await("open", far::isOpen);
            far.onFrame(frame -> far.channel().close());
            peer.getOutputStream().write(new byte[] {0, 0, 0, 1, 0});
            await("closed", far::isClosed);
            assertEquals("closed here", far.reason());
            assertTrue(peer.isConnected());
        }
    }

    /** A peer that reads late gets all: what its socket does not take waits here, also after a close. */
    @Test
    void whatWaitsInTheQueueArrivesWhenThePeerReads() throws IOException {
        int frames = 7;
        try (ServerSocket late = new ServerSocket()) {
            late.setReceiveBufferSize(4096);
            late.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            TransportEnd near = new TransportEnd();
            transport().dial(new Address("tcp", "127.0.0.1", late.getLocalPort()), near);
            try (Socket peer = late.accept()) {
                await("open", near::isOpen);
                for (int i = 0; i < frames; i++) {
                    near.channel().send(Bytes.owning(new byte[Limits.FRAME_BYTES]));
                }
                byte[] first = peer.getInputStream().readNBytes(Limits.FRAME_BYTES);
                near.channel().close();
                byte[] rest = peer.getInputStream().readAllBytes();
                assertEquals(frames * (Limits.FRAME_BYTES + Integer.BYTES), first.length + rest.length);
            }
            await("closed", near::isClosed);
        }
    }

    @AfterEach
    void stopAll() {
        running.forEach(TcpTransport::close);
    }
}
