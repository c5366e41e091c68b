package echo.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.crypto.Handshake;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.codec.Statement.ExchangeKey;
import echo.crypto.noise.NoiseHandshakes;
import echo.replication.Frame;
import echo.replication.FrameCodec;
import echo.replication.PeerId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much a session takes in before it knows that the other side belongs (P10, DESIGN §8). */
class SessionTest {
    private static final NoiseHandshakes NOISE = new NoiseHandshakes();
    private static final Bytes PREAMBLE = Preamble.of(NOISE.discoveryId(new PartyKey(filled(Hash.SIZE, 1))));

    private static Bytes filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return Bytes.owning(bytes);
    }

    @Test
    void anEarlyFrameHasFourKibibytesAtMostHoweverItIsSealed() {
        assertEquals(Optional.empty(), endAfter(Limits.EARLY_FRAME_BYTES));
        for (int size : new int[] {
            Limits.EARLY_FRAME_BYTES + 1, Limits.EARLY_FRAME_BYTES + Limits.SEALING_BYTES - 20, Limits.FRAME_BYTES
        }) {
            String end = endAfter(size).orElse("nothing");
            assertEquals("before it proved membership", end.substring(Math.max(0, end.length() - 27)), "size " + size);
        }
    }

    /** Why the session ends, if it does, when the other side's greeting is a frame of {@code size} bytes. */
    private static Optional<String> endAfter(int size) {
        Dialled dialled = new Dialled();
        Handshake handshake = NOISE.respond(PREAMBLE, filled(Hash.SIZE, 2), filled(Hash.SIZE, 3));
        Session session = new Session(new PeerId(1), dialled, false, handshake, new Session.Party(dialled, dialled));
        Handshake other = NOISE.initiate(PREAMBLE, filled(Hash.SIZE, 4), filled(Hash.SIZE, 5));
        session.start(PREAMBLE);
        session.receive(other.write());
        other.read(dialled.sent.get(0));
        session.receive(other.write());
        int around = FrameCodec.encode(greeting(size / 2)).size() - size / 2;
        Bytes frame = FrameCodec.encode(greeting(size - around));
        Bytes whole = frame.size() == size ? frame : FrameCodec.encode(greeting(size - around - (frame.size() - size)));
        assertEquals(size, whole.size());
        session.receive(other.channel().seal(whole));
        return dialled.end;
    }

    private static Frame greeting(int proof) {
        return new Frame.Greeting(filled(proof, 6));
    }

    /** The node's end of the channel, to which everybody belongs who says a greeting. */
    private static final class Dialled implements Channel, Session.Membership, Session.Listener {
        private final List<Bytes> sent = new ArrayList<>();
        private Optional<String> end = Optional.empty();

        @Override
        public Address remote() {
            return new Address("sim", "peer", 1);
        }

        @Override
        public void send(Bytes frame) {
            sent.add(frame);
        }

        @Override
        public void close() {
            // the session tells why
        }

        @Override
        public Optional<Frame> greeting() {
            return Optional.empty();
        }

        @Override
        public Optional<Session.Proven> prove(Frame.Greeting proof, ExchangeKey exchange) {
            return Optional.of(new Session.Proven(new MemberKey(filled(Hash.SIZE, 7)), false));
        }

        @Override
        public Optional<Frame> joinRequest(Bytes handshakeHash) {
            return Optional.empty();
        }

        @Override
        public void admit(Session session, Frame.JoinRequest request) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public Optional<String> restriction(ExchangeKey exchange, Optional<Frame.Greeting> proof) {
            return Optional.empty();
        }

        @Override
        public void dismissed(MemberKey peer, String reason) {}

        @Override
        public void joined(Address remote, Optional<String> refusal) {
            throw new AssertionError("nobody joins");
        }

        @Override
        public void ready(Session session) {
            // it was taken in
        }

        @Override
        public void received(Session session, Frame frame) {
            throw new AssertionError("nothing else was said");
        }

        @Override
        public void ended(Session session, String reason) {
            end = Optional.of(reason);
        }
    }
}
