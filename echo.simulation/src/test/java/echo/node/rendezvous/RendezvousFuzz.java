package echo.node.rendezvous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.Limits;
import echo.api.crypto.PasswordExchange;
import echo.api.crypto.PasswordExchanges;
import echo.api.party.ShortCode.State;
import echo.crypto.noise.NoiseHandshakes;
import echo.crypto.noise.Suite;
import echo.node.rendezvous.RendezvousFrame.Invitation;
import echo.simulation.crypto.MixingCipher;
import echo.simulation.crypto.SmallGroupAgreement;
import echo.simulation.fuzz.Promise;
import echo.simulation.fuzz.Seeds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What whoever knocks may say on a sealed line, several of them one after the other (invariant 9). An input is the frames that are
 * said, each behind its length of two bytes; an empty one is where the next one knocks.
 */
class RendezvousFuzz {
    private static final NoiseHandshakes NOISE =
            new NoiseHandshakes(new Suite(new SmallGroupAgreement(), MixingCipher::new));
    private static final int FRAMES = 24;
    private static final String DIGITS = "123456";

    static Stream<Arguments> seeds() {
        List<Bytes> right = List.of(step(1, "1"), step(2, "2"), step(3, DIGITS), Bytes.hex("05"));
        List<Bytes> wrong = List.of(step(1, "1"), step(2, "2"), step(3, "000000"));
        List<Bytes> four = Stream.of(
                        wrong, List.of(Bytes.EMPTY), wrong, List.of(Bytes.EMPTY), wrong, List.of(Bytes.EMPTY), right)
                .flatMap(List::stream)
                .toList();
        return Seeds.of(Stream.of(right, wrong, four).map(Seeds::chunks));
    }

    private static Bytes step(int number, String message) {
        return new RendezvousFrame.Step(number, Bytes.utf8(message)).encode();
    }

    @MethodSource("seeds")
    @FuzzTest
    void nobodyIsInvitedWhoDidNotSayTheDigitsInTheRightPlace(byte[] input) {
        new Scene().hears(Seeds.chunks(Bytes.owning(input), FRAMES));
    }

    /** An exchange in which the third message is the digits themselves: for who fuzzes what stands around it. */
    private record Plain() implements PasswordExchanges {
        @Override
        public PasswordExchange initiate(String password, Bytes context, Bytes seed) {
            throw new AssertionError("nobody dials");
        }

        @Override
        public PasswordExchange respond(String password, Bytes context, Bytes seed) {
            return new PasswordExchange() {
                private int read;
                private boolean confirmed;

                @Override
                public Bytes write() {
                    return Bytes.utf8("a message");
                }

                @Override
                public boolean read(Bytes message) {
                    read++;
                    confirmed = read == 3 && message.equals(Bytes.utf8(password));
                    return read < 3 ? message.equals(Bytes.utf8(String.valueOf(read))) : confirmed;
                }

                @Override
                public boolean confirmed() {
                    return confirmed;
                }
            };
        }
    }

    private static final class Scene implements Rendezvous.Owner {
        private final Rendezvous rendezvous = new Rendezvous(DIGITS, new Plain(), () -> Bytes.EMPTY, this);
        private int number;
        private int said;
        private int invited;

        void hears(List<Bytes> frames) {
            Speaker speaker = knock();
            int guesses = 0;
            for (Bytes frame : frames) {
                if (frame.isEmpty()) {
                    speaker = knock();
                    said = 0;
                    continue;
                }
                said = said < 3 && !speaker.closed && frame.equals(step(said + 1, said == 2 ? DIGITS : "" + (said + 1)))
                        ? said + 1
                        : 0;
                boolean was = speaker.closed;
                int before = rendezvous.triesLeft();
                int invitedBefore = invited;
                if (frame.size() <= Limits.EARLY_FRAME_BYTES) {
                    speaker.seals(frame);
                }
                guesses += before - rendezvous.triesLeft();
                List<RendezvousFrame> answers = speaker.hears();
                assertTrue(!was || answers.isEmpty(), "over is over");
                boolean given = answers.stream().anyMatch(Invitation.class::isInstance);
                assertEquals(given ? 1 : 0, invited - invitedBefore);
                assertTrue(!given || said == 3, "who said the digits");
            }
            assertEquals(Limits.SHORT_CODE_TRIES, rendezvous.triesLeft() + guesses);
            assertTrue(rendezvous.triesLeft() > 0 || rendezvous.state() == State.SPENT);
            rendezvous.last().ifPresent(Promise::isReason);
        }

        private Speaker knock() {
            Speaker speaker = new Speaker(true, Speaker.handshake(NOISE, true, number++));
            return speaker.meets(rendezvous.knock(speaker, Speaker.handshake(NOISE, false, number++)));
        }

        @Override
        public void convinced(Host host) {
            invited++;
            rendezvous.give(host, "echo1code");
        }

        @Override
        public void changed() {
            assertTrue(rendezvous == null || rendezvous.triesLeft() >= 0);
        }
    }
}
