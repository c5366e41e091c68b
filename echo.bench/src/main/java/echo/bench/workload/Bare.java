package echo.bench.workload;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Signature;
import echo.api.crypto.SigningKey;
import echo.bench.measure.Samples;
import echo.crypto.Ed25519SignatureScheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** What the machine itself needs: the limits beside which figures are shown. */
public final class Bare {
    private static final int MESSAGE = 128;

    private Bare() {}

    /** Appends of {@value #MESSAGE} bytes to a file in {@code folder}, each forced. */
    public static Samples forces(Path folder, int count) throws IOException {
        Samples samples = new Samples();
        try (FileChannel file =
                FileChannel.open(folder.resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < count; i++) {
                long startNs = System.nanoTime();
                file.write(ByteBuffer.allocate(MESSAGE), file.size());
                file.force(false);
                samples.add(System.nanoTime() - startNs);
            }
        }
        return samples;
    }

    /** Ed25519 signatures of {@value #MESSAGE} bytes, one after the other. */
    public static Samples signatures(int count) {
        SigningKey key = new Ed25519SignatureScheme().signingKey(Bytes.owning(new byte[Hash.SIZE]));
        Bytes message = Bytes.owning(new byte[MESSAGE]);
        Samples samples = new Samples();
        for (int i = 0; i < count; i++) {
            long startNs = System.nanoTime();
            key.sign(message);
            samples.add(System.nanoTime() - startNs);
        }
        return samples;
    }

    /** Checks of an Ed25519 signature of {@value #MESSAGE} bytes, one after the other. */
    public static Samples verifications(int count) {
        Ed25519SignatureScheme scheme = new Ed25519SignatureScheme();
        SigningKey key = scheme.signingKey(Bytes.owning(new byte[Hash.SIZE]));
        Bytes message = Bytes.owning(new byte[MESSAGE]);
        Signature signature = key.sign(message);
        FeedKey feed = new FeedKey(key.publicKey());
        Samples samples = new Samples();
        for (int i = 0; i < count; i++) {
            long startNs = System.nanoTime();
            if (!scheme.verify(feed, message, signature)) {
                throw new IllegalStateException("a signature does not hold");
            }
            samples.add(System.nanoTime() - startNs);
        }
        return samples;
    }

    /** Round trips of {@value #MESSAGE} bytes over loopback TCP, between two threads. */
    public static Samples roundTrips(int count) throws IOException, InterruptedException {
        Samples samples = new Samples();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread answering = new Thread(() -> answer(server), "bare-answer");
            answering.setDaemon(true);
            answering.start();
            try (SocketChannel socket = SocketChannel.open(server.getLocalAddress())) {
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                for (int i = 0; i < count; i++) {
                    long startNs = System.nanoTime();
                    socket.write(ByteBuffer.allocate(MESSAGE));
                    readFully(socket);
                    samples.add(System.nanoTime() - startNs);
                }
            }
            answering.join(TimeUnit.SECONDS.toMillis(1));
        }
        return samples;
    }

    private static void answer(ServerSocketChannel server) {
        try (SocketChannel socket = server.accept()) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            while (readFully(socket)) {
                socket.write(ByteBuffer.allocate(MESSAGE));
            }
        } catch (IOException e) {
            // the other end has closed: it has all it wanted
        }
    }

    private static boolean readFully(SocketChannel socket) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MESSAGE);
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }
}
