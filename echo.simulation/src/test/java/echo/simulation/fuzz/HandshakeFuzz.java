package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.crypto.Handshake;
import echo.api.crypto.Handshake.SecureChannel;
import echo.crypto.noise.NoiseHandshakes;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The three messages of a handshake and the first sealed frame after it, with the real ciphers. An input's first byte says which of
 * the four it replaces; the rest is exclusive-ored onto that message, and what is longer is appended, so that zeros change nothing.
 */
class HandshakeFuzz {
    private static final Bytes PROLOGUE = Bytes.utf8("prologue");
    private static final Bytes FRAME = Bytes.utf8("frame");
    private static final NoiseHandshakes NOISE = new NoiseHandshakes();
    private static final int MESSAGES = 3;

    static Stream<Arguments> seeds() {
        return Seeds.of(IntStream.rangeClosed(0, MESSAGES)
                .boxed()
                .flatMap(which -> Stream.of("", "00", "80", "00".repeat(32) + "01", "00".repeat(96) + "01")
                        .map(change -> Bytes.concat(Bytes.owning(new byte[] {which.byteValue()}), Bytes.hex(change)))));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aMessageThatIsNotAuthenticEndsTheHandshakeForGood(byte[] input) {
        if (input.length > 0) {
            new Talk(input[0] & MESSAGES, Bytes.copyOf(input).slice(1, input.length)).holds();
        }
    }

    /** Two sides, and what is done to one of their messages. */
    private static final class Talk {
        private final Handshake dials = NOISE.initiate(PROLOGUE, Seeds.key(1), Seeds.key(2));
        private final Handshake answers = NOISE.respond(PROLOGUE, Seeds.key(3), Seeds.key(4));
        private final int which;
        private final Bytes change;

        Talk(int which, Bytes change) {
            this.which = which;
            this.change = change;
        }

        void holds() {
            for (int message = 0; message < MESSAGES; message++) {
                Handshake from = message == 1 ? answers : dials;
                Handshake to = message == 1 ? dials : answers;
                assertTrue(from.writes() && !to.writes());
                Bytes sent = from.write();
                Bytes came = message == which ? changed(sent) : sent;
                if (!to.read(came)) {
                    assertFalse(came.equals(sent), "what is authentic is taken");
                    isOver(to, sent);
                    return;
                }
                // Nothing seals the first message: any key is one, and the second tells what was heard.
                assertTrue(came.equals(sent) || message == 0, "what is not authentic is not");
                if (!came.equals(sent)) {
                    assertFalse(dials.read(answers.write()), "what was heard was not said");
                    return;
                }
            }
            assertTrue(dials.complete() && answers.complete());
            assertEquals(dials.handshakeHash(), answers.handshakeHash());
            frame(dials.channel(), answers.channel());
        }

        private void isOver(Handshake side, Bytes right) {
            assertFalse(side.complete() || side.writes() || side.read(right), "over is over");
        }

        private void frame(SecureChannel from, SecureChannel to) {
            Bytes sealed = from.seal(FRAME);
            Bytes came = which == MESSAGES ? changed(sealed) : sealed;
            assertEquals(came.equals(sealed) ? Optional.of(FRAME) : Optional.empty(), to.open(came));
            if (!came.equals(sealed)) {
                assertEquals(Optional.empty(), to.open(sealed), "over is over");
            }
        }

        private Bytes changed(Bytes message) {
            byte[] changed = new byte[Math.max(message.size(), change.size())];
            message.copyTo(changed, 0);
            for (int i = 0; i < change.size(); i++) {
                changed[i] ^= change.at(i);
            }
            return Bytes.owning(changed);
        }
    }
}
