package echo.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.crypto.Handshake;
import echo.api.crypto.Handshake.SecureChannel;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.codec.Statement.ExchangeKey;
import echo.crypto.noise.NoiseHandshakes;
import echo.crypto.noise.Suite;
import echo.replication.Frame;
import echo.replication.PeerId;
import echo.simulation.crypto.MixingCipher;
import echo.simulation.crypto.SmallGroupAgreement;
import echo.simulation.fuzz.Promise;
import echo.simulation.fuzz.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What whoever dials may say: preamble, handshake, and frames before and after membership is proved (invariants 9 and 12). An input is
 * the frames that come, each behind its length of two bytes. The first is a preamble; where the handshake's messages would stand, an
 * empty frame is the right one; frames after it are sealed.
 */
class SessionFuzz {
    private static final NoiseHandshakes NOISE =
            new NoiseHandshakes(new Suite(new SmallGroupAgreement(), MixingCipher::new));
    private static final Bytes ID = NOISE.discoveryId(Seeds.PARTY);
    private static final Bytes PROOF = Bytes.utf8("proof");
    private static final Bytes SECRET = Bytes.hex("01".repeat(32));
    private static final int FRAMES = 16;

    static Stream<Arguments> seeds() {
        List<Bytes> start = List.of(Preamble.of(ID), Bytes.EMPTY, Bytes.EMPTY);
        List<Bytes> all = new ArrayList<>(start);
        all.addAll(Seeds.encodedFrames().toList());
        List<Bytes> joins = new ArrayList<>(start);
        joins.add(Seeds.encodedFrames().toList().get(1));
        return Seeds.of(
                Stream.of(start, all, joins, List.of(Preamble.of(ID), Bytes.EMPTY, Bytes.hex("00")), List.of(ID))
                        .map(Seeds::chunks));
    }

    @MethodSource("seeds")
    @FuzzTest
    void noFrameOfThePartyIsHeardBeforeMembershipIsProved(byte[] input) {
        List<Bytes> frames = Seeds.chunks(Bytes.owning(input), FRAMES);
        if (!frames.isEmpty()) {
            Optional<Bytes> id = Preamble.discoveryId(frames.get(0));
            id.ifPresent(it -> assertEquals(frames.get(0), Preamble.of(it)));
            new Reception(frames.get(0)).hears(frames.subList(1, frames.size()));
        }
    }

    /** The side that is dialled, and what it makes of what it hears. */
    private static final class Reception implements Session.Membership, Session.Listener, Channel {
        private final Session session;
        private final Handshake other;
        private final List<Bytes> sent = new ArrayList<>();
        private Optional<SecureChannel> sealing = Optional.empty();
        private boolean proved;
        private boolean admitted;
        private int received;
        private int ended;
        private int closed;

        Reception(Bytes preamble) {
            Handshake handshake = NOISE.respond(preamble, SECRET, Bytes.hex("02".repeat(32)));
            other = NOISE.initiate(preamble, SECRET, Bytes.hex("03".repeat(32)));
            session = new Session(new PeerId(1), this, false, handshake, new Session.Party(this, this));
            session.start(preamble);
        }

        void hears(List<Bytes> frames) {
            for (Bytes frame : frames) {
                Bytes said = sealing.isPresent() ? sealing.get().seal(frame) : frame.size() == 0 ? handshake() : frame;
                boolean over = ended > 0;
                int before = received;
                Promise.inProportion(said.size(), () -> {
                    session.receive(said);
                    return said;
                });
                assertTrue(!over || before == received, "over is over");
                assertTrue(received == 0 || proved || admitted, "heard before membership was proved");
                assertEquals(ended, closed, "closed once, and told once");
                assertTrue(ended <= 1);
                if (sealing.isEmpty() && other.complete() && ended == 0) {
                    sealing = Optional.of(other.channel());
                }
            }
        }

        /** The right message of the handshake, where one is due. */
        private Bytes handshake() {
            if (!other.writes() && !other.complete() && !sent.isEmpty()) {
                other.read(sent.get(0));
            }
            return other.writes() ? other.write() : Bytes.EMPTY;
        }

        @Override
        public Optional<Frame> greeting() {
            return Optional.of(new Frame.Greeting(PROOF));
        }

        @Override
        public Optional<Session.Proven> prove(Frame.Greeting greeting, ExchangeKey exchange) {
            assertEquals(NOISE.publicKey(SECRET), exchange.bytes());
            proved |= greeting.proof().equals(PROOF);
            return greeting.proof().equals(PROOF)
                    ? Optional.of(new Session.Proven(new MemberKey(SECRET), true))
                    : Optional.empty();
        }

        @Override
        public Optional<Frame> joinRequest(Bytes handshakeHash) {
            return Optional.empty();
        }

        @Override
        public void admit(Session asking, Frame.JoinRequest request) {
            assertTrue(!admitted, "asked once");
            admitted = true;
            asking.admitted(request.member(), Optional.empty());
        }

        @Override
        public Optional<String> restriction(ExchangeKey exchange, Optional<Frame.Greeting> proof) {
            return Optional.empty();
        }

        @Override
        public void dismissed(MemberKey peer, String reason) {}

        @Override
        public void joined(Address remote, Optional<String> refusal) {
            throw new AssertionError("this side asked for nothing");
        }

        @Override
        public void ready(Session ready) {
            assertTrue(proved || admitted);
        }

        @Override
        public void received(Session from, Frame frame) {
            received++;
        }

        @Override
        public void ended(Session over, String reason) {
            Promise.isReason(reason);
            ended++;
        }

        @Override
        public Address remote() {
            return new Address("sim", "peer", 1);
        }

        @Override
        public void send(Bytes frame) {
            assertTrue(frame.size() <= Limits.SEALED_FRAME_BYTES);
            sent.add(frame);
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
