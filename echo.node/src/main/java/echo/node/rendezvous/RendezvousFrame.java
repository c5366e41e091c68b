package echo.node.rendezvous;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.crypto.PasswordExchange;
import echo.codec.Decoded;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the two sides of a rendezvous say once their line is sealed (docs/format.md, "Short codes"): a kind, one byte, and a body. */
public sealed interface RendezvousFrame {
    /** Length of the longest code of an invitation, in characters. */
    int CODE = 2000;

    /** Messages of the exchange in each direction. */
    int STEPS = 3;

    /** The frame's bytes. */
    Bytes encode();

    /**
     * A message of the exchange by which both find out that they know the same digits.
     *
     * @param number 1 to {@value #STEPS}; also the frame's kind
     * @param message 1 to {@link PasswordExchange#MESSAGE_BYTES} bytes
     */
    record Step(int number, Bytes message) implements RendezvousFrame {
        public Step {
            if (number < 1 || number > STEPS || message.isEmpty() || message.size() > PasswordExchange.MESSAGE_BYTES) {
                throw new IllegalArgumentException("no step: " + number + " with " + message.size() + " bytes");
            }
        }

        @Override
        public Bytes encode() {
            return Bytes.concat(kind(number), message);
        }
    }

    /**
     * The invitation that the inviter hands over.
     *
     * @param code as text, 1 to {@value #CODE} letters and digits
     */
    record Invitation(String code) implements RendezvousFrame {
        static final int KIND = 4;
        private static final Pattern FORM = Pattern.compile("[0-9a-zA-Z]{1," + CODE + "}");

        public Invitation {
            if (!FORM.matcher(code).matches()) {
                throw new IllegalArgumentException("an invitation's code is 1 to " + CODE + " letters and digits");
            }
        }

        @Override
        public Bytes encode() {
            return Bytes.concat(kind(KIND), Bytes.utf8(code));
        }
    }

    /** The joiner has the invitation: it is the last thing that is said. */
    record Taken() implements RendezvousFrame {
        static final int KIND = 5;

        @Override
        public Bytes encode() {
            return kind(KIND);
        }
    }

    /**
     * Ends it, and says why.
     *
     * @param triesLeft guesses that the code still stands, 0 to {@link Limits#SHORT_CODE_TRIES}
     */
    record Refusal(Reason reason, int triesLeft) implements RendezvousFrame {
        static final int KIND = 6;

        public Refusal {
            if (triesLeft < 0 || triesLeft > Limits.SHORT_CODE_TRIES) {
                throw new IllegalArgumentException(triesLeft + " tries left");
            }
        }

        @Override
        public Bytes encode() {
            return Bytes.owning(new byte[] {KIND, (byte) reason.number, (byte) triesLeft});
        }
    }

    /** Why a side ends it. */
    enum Reason {
        /** Somebody else is trying at the moment. */
        BUSY(0),
        /** The digits are others. */
        WRONG(1),
        /** The inviter has taken the code back. */
        CANCELLED(2),
        /** The code's time is over. */
        EXPIRED(3),
        /** The digits are right, and no invitation can be made. */
        FAILED(4),
        /** What was said means nothing on this line. */
        UNFIT(5),
        /** The joiner wants no more. */
        GIVEN_UP(6),
        /** Somebody has come meanwhile, or guessed wrong too often. */
        OVER(7);

        private final int number;

        Reason(int number) {
            this.number = number;
        }

        private static Optional<Reason> of(int number) {
            return Arrays.stream(values())
                    .filter(reason -> reason.number == number)
                    .findFirst();
        }
    }

    /** Reads a frame that anybody may have sent. */
    static Decoded<RendezvousFrame> decode(Bytes frame) {
        if (frame.isEmpty()) {
            return new Decoded.Malformed<>("a frame without a kind");
        }
        Bytes body = frame.slice(1, frame.size());
        int kind = frame.at(0);
        Optional<RendezvousFrame> read = switch (kind) {
            case 1, 2, STEPS -> step(kind, body);
            case Invitation.KIND -> invitation(body);
            case Taken.KIND -> body.isEmpty() ? Optional.of(new Taken()) : Optional.empty();
            case Refusal.KIND -> refusal(body);
            default -> Optional.empty();
        };
        return read.<Decoded<RendezvousFrame>>map(Decoded.Valid::new)
                .orElseGet(() -> new Decoded.Malformed<>(
                        "a frame of kind " + kind + " with " + body.size() + " bytes that means nothing"));
    }

    private static Optional<RendezvousFrame> step(int number, Bytes message) {
        return message.isEmpty() || message.size() > PasswordExchange.MESSAGE_BYTES
                ? Optional.empty()
                : Optional.of(new Step(number, message));
    }

    private static Optional<RendezvousFrame> invitation(Bytes body) {
        if (body.size() > CODE) {
            return Optional.empty();
        }
        String code = body.toUtf8();
        return Invitation.FORM.matcher(code).matches() ? Optional.of(new Invitation(code)) : Optional.empty();
    }

    private static Optional<RendezvousFrame> refusal(Bytes body) {
        if (body.size() != 2) {
            return Optional.empty();
        }
        int left = body.at(1);
        return Reason.of(body.at(0))
                .filter(reason -> left >= 0 && left <= Limits.SHORT_CODE_TRIES)
                .map(reason -> new Refusal(reason, left));
    }

    private static Bytes kind(int kind) {
        return Bytes.owning(new byte[] {(byte) kind});
    }
}
