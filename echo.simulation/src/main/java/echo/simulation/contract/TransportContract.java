package echo.simulation.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.Limits;
import echo.api.transport.Address;
import echo.api.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Transport} must do (P3, P6, P10). Extend it, give it transports, run it.
 *
 * <p>A test opens channels between two transports and looks at what {@link TransportEnd both ends} heard. It waits through
 * {@link #await} alone, so that a transport in virtual time can be driven there.
 */
public abstract class TransportContract {
    private static final int ROOM = 8;

    /** A new, running transport. One test asks for several, which reach each other. */
    protected abstract Transport transport();

    /** Stops {@code transport} as when its bundle goes away. */
    protected abstract void stop(Transport transport);

    /** An address at which {@code transport} can listen, its port 0. */
    protected abstract Address free(Transport transport);

    /** An address of {@code transport}'s kind at which nobody listens. */
    protected abstract Address nowhere(Transport transport);

    /** Whether handlers run on threads of the transport, so that one may block without stopping this test. */
    protected boolean hasThreads() {
        return true;
    }

    /** Returns once {@code reached}, which {@link TransportEnd#signal} may change, or fails naming {@code what}. */
    protected void await(String what, BooleanSupplier reached) {
        TransportEnd.await(what, reached);
    }

    @Test
    void aFrameArrivesWholeWhateverItsSize() {
        Pair pair = pair();
        int[] sizes = {1, 2, 300, 4096, 65_535, 65_536, Limits.FRAME_BYTES, Limits.SEALED_FRAME_BYTES, 1};
        List<Bytes> sent = new ArrayList<>();
        for (int size : sizes) {
            sent.add(noise(size, size));
        }
        sent.forEach(pair.near.channel()::send);
        sent.forEach(pair.far.channel()::send);
        await("frames in both directions", () -> pair.far.count() == sizes.length && pair.near.count() == sizes.length);
        assertEquals(sent, pair.far.frames());
        assertEquals(sent, pair.near.frames());
        pair.assertSound();
    }

    @Test
    void tenThousandFramesComeBackInOrder() {
        Transport listening = transport();
        TransportEnd far = new TransportEnd();
        far.onFrame(frame -> far.channel().send(frame));
        Pair pair = pair(transport(), listening, far);
        List<Bytes> sent = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            sent.add(numbered(i, 100));
        }
        sent.forEach(pair.near.channel()::send);
        await("10,000 frames back", () -> pair.near.count() == sent.size());
        assertEquals(sent, pair.near.frames());
        pair.assertSound();
    }

    @Test
    void channelsDoNotMix() {
        Transport dialling = transport();
        Transport listening = transport();
        Transport.Listener listener = listening.listen(free(listening), from -> {
            TransportEnd far = new TransportEnd();
            far.onFrame(frame -> far.channel().send(frame));
            return far;
        });
        List<TransportEnd> nears = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            nears.add(new TransportEnd());
            dialling.dial(listener.address(), nears.get(i));
        }
        await("50 channels", () -> nears.stream().allMatch(TransportEnd::isOpen));
        for (int i = 0; i < 50 * 100; i++) {
            nears.get(i % 50).channel().send(numbered(i, 40));
        }
        await("all frames back", () -> nears.stream().allMatch(near -> near.count() == 100));
        for (int i = 0; i < 50 * 100; i++) {
            assertEquals(numbered(i, 40), nears.get(i % 50).frames().get(i / 50));
        }
        nears.forEach(TransportEnd::assertSound);
    }

    @Test
    void whatWasSentBeforeTheDiallerClosedArrives() {
        Pair pair = pair();
        closeAfterSending(pair, pair.near, pair.far);
    }

    @Test
    void whatWasSentBeforeTheListenerClosedArrives() {
        Pair pair = pair();
        closeAfterSending(pair, pair.far, pair.near);
    }

    private void closeAfterSending(Pair pair, TransportEnd closing, TransportEnd other) {
        List<Bytes> sent =
                List.of(noise(1, 1), noise(2, Limits.FRAME_BYTES), noise(3, Limits.FRAME_BYTES), noise(4, 5));
        sent.forEach(closing.channel()::send);
        closing.channel().close();
        closing.channel().close();
        closing.channel().send(noise(5, 5));
        await("closed on both sides", () -> closing.isClosed() && other.isClosed());
        assertEquals(sent, other.frames(), "all that was sent before the close, and nothing after");
        other.channel().send(noise(6, 6));
        other.channel().close();
        pair.assertSound();
    }

    @Test
    void whatArrivesAfterOnesOwnCloseIsNotHeard() {
        Transport listening = transport();
        TransportEnd far = new TransportEnd();
        far.onFrame(frame -> far.channel().close());
        Pair pair = pair(transport(), listening, far);
        for (int i = 0; i < 100; i++) {
            pair.near.channel().send(numbered(i, 40));
        }
        await("closed on both sides", () -> pair.near.isClosed() && far.isClosed());
        assertEquals(List.of(numbered(0, 40)), far.frames());
        pair.assertSound();
    }

    @Test
    void bothSidesMayCloseAtOnce() {
        Pair pair = pair();
        pair.near.channel().close();
        pair.far.channel().close();
        await("closed on both sides", () -> pair.near.isClosed() && pair.far.isClosed());
        pair.assertSound();
    }

    @Test
    void aDialToNowhereIsClosedWithAReason() {
        Transport dialling = transport();
        TransportEnd near = new TransportEnd();
        dialling.dial(nowhere(dialling), near);
        await("closed", near::isClosed);
        assertFalse(near.wasOpened());
        assertFalse(near.reason().isBlank());
        assertEquals(1, near.reason().lines().count());
        near.assertSound();
    }

    @Test
    void aBusyPortIsRefusedInOneLine() {
        Transport first = transport();
        Transport.Listener listener = first.listen(free(first), from -> new TransportEnd());
        assertTrue(listener.address().port() > 0);
        EchoException refusal =
                assertThrows(EchoException.class, () -> first.listen(listener.address(), from -> new TransportEnd()));
        assertEquals(EchoException.Kind.NETWORK, refusal.kind());
        String line = String.valueOf(refusal.getMessage());
        assertTrue(line.contains(listener.address().toString()), line);
        assertTrue(line.contains("--listen"), line);
        assertEquals(1, line.lines().count());
    }

    @Test
    void aClosedListenerAcceptsNoMoreAndItsAddressIsFree() {
        Transport listening = transport();
        TransportEnd far = new TransportEnd();
        Transport.Listener listener = listening.listen(free(listening), from -> far);
        Transport dialling = transport();
        TransportEnd near = dial(dialling, listener.address());
        await("open on both sides", () -> near.isOpen() && far.isOpen());
        listener.close();
        listener.close();
        TransportEnd late = dial(dialling, listener.address());
        await("refused", late::isClosed);
        assertFalse(late.wasOpened());
        near.channel().send(noise(1, 10));
        await("a frame on the channel that was open", () -> far.count() == 1);
        listening.listen(listener.address(), from -> new TransportEnd()).close();
    }

    /** P10: what the peer does not take is bounded, and the bound ends this channel alone. */
    @Test
    void aChannelWhosePeerTakesNothingIsClosed() {
        CountDownLatch gate = new CountDownLatch(hasThreads() ? 1 : 0);
        Transport dialling = transport();
        Transport listening = transport();
        TransportEnd stuck = new TransportEnd();
        stuck.onFrame(frame -> TransportEnd.pass(gate));
        Pair slow = pair(dialling, listening, stuck);
        Pair sound = pair(dialling, listening, new TransportEnd());
        Bytes large = noise(1, Limits.FRAME_BYTES);
        for (int i = 0; i < ROOM * Limits.CHANNEL_QUEUE_BYTES / Limits.FRAME_BYTES; i++) {
            slow.near.channel().send(large);
        }
        await("closed at the sender", slow.near::isClosed);
        assertTrue(slow.near.reason().contains("too slow"), slow.near.reason());
        sound.near.channel().send(large);
        await("a frame on the other channel", () -> sound.far.count() == 1);
        gate.countDown();
        await("closed at the peer", stuck::isClosed);
        slow.assertSound();
        sound.assertSound();
    }

    /** P3: one channel's trouble is not another's. */
    @Test
    void aSlowHandlerHoldsBackItsOwnChannelOnly() {
        assumeTrue(hasThreads(), "in one thread no handler may block");
        CountDownLatch gate = new CountDownLatch(1);
        Transport dialling = transport();
        Transport listening = transport();
        List<Pair> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            TransportEnd far = new TransportEnd();
            far.onFrame(frame -> TransportEnd.pass(gate));
            slow.add(pair(dialling, listening, far));
            slow.get(i).near.channel().send(noise(i, 10));
        }
        Pair quick = pair(dialling, listening, new TransportEnd());
        quick.near.channel().send(noise(1, 10));
        await("a frame on the quick channel", () -> quick.far.count() == 1);
        gate.countDown();
        await("frames on the slow ones", () -> slow.stream().allMatch(pair -> pair.far.count() == 1));
    }

    /** P3 again. */
    @Test
    void aHandlerThatThrowsClosesItsOwnChannelOnly() {
        Transport dialling = transport();
        Transport listening = transport();
        TransportEnd throwing = new TransportEnd();
        throwing.onFrame(frame -> {
            throw new IllegalStateException("planted");
        });
        Pair bad = pair(dialling, listening, throwing);
        Pair good = pair(dialling, listening, new TransportEnd());
        bad.near.channel().send(noise(1, 10));
        bad.near.channel().send(noise(2, 10));
        await("closed on both sides", () -> bad.near.isClosed() && throwing.isClosed());
        assertEquals(1, throwing.count());
        good.near.channel().send(noise(3, 10));
        await("a frame on the other channel", () -> good.far.count() == 1);
        bad.assertSound();
        good.assertSound();
    }

    @Test
    void anAcceptorThatThrowsRefusesThatChannelOnly() {
        Transport listening = transport();
        TransportEnd far = new TransportEnd();
        List<Address> seen = new ArrayList<>();
        Transport.Listener listener = listening.listen(free(listening), from -> {
            seen.add(from);
            if (seen.size() == 1) {
                throw new IllegalStateException("planted");
            }
            return far;
        });
        Transport dialling = transport();
        TransportEnd first = dial(dialling, listener.address());
        await("the first is closed", first::isClosed);
        TransportEnd second = dial(dialling, listener.address());
        await("the second opens", () -> second.isOpen() && far.isOpen());
        assertFalse(second.isClosed());
    }

    /** P6: a transport that stops says so to all. */
    @Test
    void aStoppedTransportClosesAllAndOpensNoMore() {
        Transport dialling = transport();
        Transport listening = transport();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pairs.add(pair(dialling, listening, new TransportEnd()));
        }
        stop(dialling);
        await("closed everywhere", () -> pairs.stream().allMatch(pair -> pair.near.isClosed() && pair.far.isClosed()));
        pairs.forEach(Pair::assertSound);
        TransportEnd late = dial(dialling, pairs.get(0).address);
        await("a dial of a stopped transport is closed", late::isClosed);
        assertFalse(late.wasOpened());
        assertThrows(EchoException.class, () -> dialling.listen(free(dialling), from -> new TransportEnd()));
    }

    @Test
    void aFrameOfNoSizeOrTooLargeIsTheCallersMistake() {
        Pair pair = pair();
        assertThrows(IllegalArgumentException.class, () -> pair.near.channel().send(Bytes.EMPTY));
        Bytes tooLarge = noise(1, Limits.SEALED_FRAME_BYTES + 1);
        assertThrows(IllegalArgumentException.class, () -> pair.near.channel().send(tooLarge));
        pair.near.channel().send(noise(1, 1));
        await("the channel lives", () -> pair.far.count() == 1);
    }

    @Test
    void framesSentByManyThreadsStayWhole() throws InterruptedException {
        assumeTrue(hasThreads(), "one thread");
        Pair pair = pair();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int who = i;
            senders.add(new Thread(() -> {
                for (int n = 0; n < 500; n++) {
                    pair.near.channel().send(numbered(who * 1000 + n, 200));
                }
            }));
        }
        senders.forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join();
        }
        await("4,000 frames", () -> pair.far.count() == 4000);
        int[] next = new int[8];
        for (Bytes frame : pair.far.frames()) {
            int number = (int) frame.longAt(0);
            assertEquals(numbered(number, 200), frame);
            assertEquals(next[number / 1000]++, number % 1000, "the order of one sender");
        }
        pair.assertSound();
    }

    /** A channel between two ends. */
    private record Pair(TransportEnd near, TransportEnd far, Address address) {
        void assertSound() {
            near.assertSound();
            far.assertSound();
        }
    }

    private Pair pair() {
        return pair(transport(), transport(), new TransportEnd());
    }

    private Pair pair(Transport dialling, Transport listening, TransportEnd far) {
        Transport.Listener listener = listening.listen(free(listening), from -> far);
        TransportEnd near = dial(dialling, listener.address());
        await("open on both sides", () -> near.isOpen() && far.isOpen());
        return new Pair(near, far, listener.address());
    }

    private static TransportEnd dial(Transport dialling, Address to) {
        TransportEnd near = new TransportEnd();
        dialling.dial(to, near);
        return near;
    }

    private static Bytes noise(long seed, int size) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    private static Bytes numbered(int number, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[Integer.BYTES + i] = (byte) (number >>> (24 - 8 * i));
        }
        return Bytes.owning(bytes);
    }
}
