package echo.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import echo.api.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** P3: whatever a stranger does to the port, it ends the stranger's own connection, with a reason, and nothing else. */
final class StrangersTest {
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final TcpTransport serving = new TcpTransport((line, cause) -> troubles.add(line));
    private final TcpTransport dialling = new TcpTransport((line, cause) -> troubles.add(line));
    private final BlockingQueue<String> strangers = new LinkedBlockingQueue<>();
    private final Heard friend = new Heard();
    private Address address = new Address("tcp", "127.0.0.1", 0);

    /** The friend's side: keeps what it hears. */
    private static final class Heard implements ChannelHandler {
        final BlockingQueue<Channel> channels = new LinkedBlockingQueue<>();
        final BlockingQueue<Bytes> frames = new LinkedBlockingQueue<>();

        @Override
        public void opened(Channel channel) {
            channels.add(channel);
        }

        @Override
        public void received(Bytes frame) {
            frames.add(frame);
        }

        @Override
        public void closed(String reason) {}
    }

    /** The serving side of one channel: sends back what it hears; says why it ended. */
    private final class Echoing implements ChannelHandler {
        private final BlockingQueue<Channel> channel = new LinkedBlockingQueue<>();

        @Override
        public void opened(Channel opened) {
            channel.add(opened);
        }

        @Override
        public void received(Bytes frame) {
            channel.element().send(frame);
        }

        @Override
        public void closed(String reason) {
            strangers.add(reason);
        }
    }

    @BeforeEach
    void aFriendIsThere() {
        Transport.Listener listener = serving.listen(address, from -> new Echoing());
        address = listener.address();
        dialling.dial(address, friend);
    }

    @AfterEach
    void theFriendWasNotDisturbed() throws InterruptedException {
        Channel channel = friend.channels.poll(10, TimeUnit.SECONDS);
        assertTrue(channel != null, "the friend's channel opened");
        channel.send(Bytes.utf8("still here"));
        assertEquals(Bytes.utf8("still here"), friend.frames.poll(10, TimeUnit.SECONDS));
        dialling.close();
        serving.close();
        assertEquals(List.of(), troubles, "strangers are no news for the log");
    }

    @Test
    void anHttpRequestIsNoFrame() throws Exception {
        assertRefused("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "1195725856");
    }

    @Test
    void aTlsHelloIsNoFrame() throws Exception {
        assertRefused(HexFormat.of().parseHex("1603010200010001fc0303"), "369295618");
    }

    @Test
    void aHugeLengthIsRefusedAtOnce() throws Exception {
        assertRefused(HexFormat.of().parseHex("ffffffff"), "4294967295");
    }

    @Test
    void anEmptyFrameIsRefused() throws Exception {
        assertRefused(new byte[4], "of 0 bytes");
    }

    @Test
    void aConnectionThatSaysNothingAndGoesIsClosed() throws Exception {
        open().close();
        assertEquals("the peer closed the channel", strangers.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void aConnectionThatGoesWithinAFrameHasBrokenOff() throws Exception {
        try (Socket socket = open()) {
            socket.getOutputStream().write(HexFormat.of().parseHex("0000100001"));
        }
        assertEquals("the peer broke off inside a frame", strangers.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void aConnectionThatIsResetIsLost() throws Exception {
        try (Socket socket = open()) {
            socket.getOutputStream().write(HexFormat.of().parseHex("0000100001"));
            socket.setSoLinger(true, 0);
        }
        String reason = String.valueOf(strangers.poll(10, TimeUnit.SECONDS));
        assertTrue(reason.startsWith("the connection was lost"), reason);
    }

    @Test
    void manyStrangersWithRandomBytesAreAllClosed() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[1 + random.nextInt(5000)];
            random.nextBytes(noise);
            try (Socket socket = open()) {
                socket.getOutputStream().write(noise);
            } catch (IOException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty(), "closed while it spoke: as it should be");
            }
        }
        for (int i = 0; i < 200; i++) {
            assertTrue(strangers.poll(10, TimeUnit.SECONDS) != null, "stranger " + i);
        }
    }

    @Test
    void manyThatAnnounceLargeFramesAndGoAreAllClosed() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sockets.add(open());
            sockets.get(i).getOutputStream().write(HexFormat.of().parseHex("0010000000"));
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        for (int i = 0; i < 500; i++) {
            assertEquals("the peer broke off inside a frame", strangers.poll(10, TimeUnit.SECONDS));
        }
    }

    private void assertRefused(byte[] greeting, String named) throws Exception {
        try (Socket socket = open()) {
            socket.getOutputStream().write(greeting);
            String reason = String.valueOf(strangers.poll(10, TimeUnit.SECONDS));
            assertTrue(reason.contains(named), reason);
            assertTrue(isEnded(socket), "and the stranger is hung up on");
        }
    }

    private static boolean isEnded(Socket socket) {
        try {
            socket.setSoTimeout(10_000);
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).contains("reset");
        }
    }

    private Socket open() throws IOException {
        return new Socket(InetAddress.getByName(address.host()), address.port());
    }
}
