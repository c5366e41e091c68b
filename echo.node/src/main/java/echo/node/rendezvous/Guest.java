package echo.node.rendezvous;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.crypto.Handshake;
import echo.api.crypto.PasswordExchange;
import echo.api.crypto.PasswordExchanges;
import echo.api.transport.Channel;
import echo.node.rendezvous.RendezvousFrame.Invitation;
import echo.node.rendezvous.RendezvousFrame.Reason;
import echo.node.rendezvous.RendezvousFrame.Refusal;
import echo.node.rendezvous.RendezvousFrame.Step;
import echo.node.rendezvous.RendezvousFrame.Taken;
import java.util.Optional;

/**
 * The joiner's end of a channel: says its part of the exchange first, and takes an invitation from nobody who has not shown that it
 * knows the digits too.
 *
 * <p>One thread at a time.
 */
public final class Guest implements End, Line.Talk {
    private final Key key;
    private final Line line;
    private final Outcome outcome;
    private Optional<PasswordExchange> exchange = Optional.empty();
    private int heard;
    private boolean done;

    /** Hears once what becomes of it. */
    public interface Outcome {
        /** The inviter handed over the invitation {@code code}. */
        void invited(String code);

        /** Nothing comes of it. */
        void failed(EchoException reason);
    }

    /**
     * What a guest knows.
     *
     * @param digits six of them
     * @param seed 32 fresh random bytes
     */
    public record Key(String digits, PasswordExchanges exchanges, Bytes seed) {}

    /** A guest at the other side of {@code channel}; {@code handshake} is about {@link Rendezvous#PREAMBLE}. */
    public Guest(Key key, Channel channel, Handshake handshake, Outcome outcome) {
        this.key = key;
        this.line = new Line(channel, handshake, this);
        this.outcome = outcome;
    }

    @Override
    public void start() {
        line.start();
    }

    @Override
    public void receive(Bytes frame) {
        line.receive(frame);
    }

    @Override
    public void closed(String reason) {
        line.end("is gone: " + reason);
    }

    @Override
    public void timedOut() {
        if (!done) {
            fail(new EchoException(Kind.NETWORK, "the other side did not answer in time; that may have cost a try"));
        }
    }

    /** Wants no more, and tells the other side; nothing comes of it. */
    public void cancel() {
        done = true;
        line.send(new Refusal(Reason.GIVEN_UP, 0));
        line.end("is of no interest any more");
    }

    @Override
    public void secured(Bytes handshakeHash) {
        PasswordExchange begun = key.exchanges().initiate(key.digits(), handshakeHash, key.seed());
        exchange = Optional.of(begun);
        line.send(new Step(1, begun.write()));
    }

    @Override
    public void heard(RendezvousFrame frame) {
        if (frame instanceof Step step && step.number() == heard + 1) {
            heard++;
            take(step.message(), exchange.orElseThrow());
        } else if (frame instanceof Invitation invitation
                && exchange.filter(PasswordExchange::confirmed).isPresent()) {
            done = true;
            line.send(new Taken());
            line.end("gave its invitation");
            outcome.invited(invitation.code());
        } else if (frame instanceof Refusal refusal) {
            fail(reason(refusal));
        } else {
            distrust();
        }
    }

    @Override
    public void ended(String reason) {
        if (!done) {
            done = true;
            outcome.failed(
                    line.isSecured()
                            ? new EchoException(
                                    Kind.NETWORK,
                                    "the other side " + reason
                                            + ", before it let this node in; that may have cost a try")
                            : new EchoException(
                                    Kind.REFUSED,
                                    "nobody is expected there with a short code: it was used or taken back, or its time or its"
                                            + " tries are over; ask for a new one"));
        }
    }

    private void take(Bytes message, PasswordExchange with) {
        if (!with.read(message)) {
            distrust();
        } else if (heard < RendezvousFrame.STEPS) {
            line.send(new Step(heard + 1, with.write()));
        }
    }

    private void distrust() {
        line.send(new Refusal(Reason.UNFIT, 0));
        fail(new EchoException(
                Kind.REFUSED,
                "the other side does not know the code, or somebody stands between; nothing was told to it"));
    }

    private void fail(EchoException reason) {
        done = true;
        line.end("was left");
        outcome.failed(reason);
    }

    private static EchoException reason(Refusal refusal) {
        return switch (refusal.reason()) {
            case BUSY ->
                new EchoException(
                        Kind.UNAVAILABLE,
                        "somebody else is trying a code there at the moment; try again in some seconds");
            case WRONG -> new EchoException(Kind.REFUSED, "the code is wrong; " + left(refusal.triesLeft()));
            case CANCELLED -> new EchoException(Kind.REFUSED, "the inviter has taken the code back");
            case EXPIRED -> new EchoException(Kind.REFUSED, "the code's time is over; ask for a new one");
            case FAILED ->
                new EchoException(
                        Kind.REFUSED,
                        "the code is right, but the inviter's node cannot make an invitation now; party:invitations there says why");
            case UNFIT, GIVEN_UP ->
                new EchoException(
                        Kind.REFUSED, "the other side cannot use what this node says; somebody may stand between");
            case OVER -> new EchoException(Kind.REFUSED, "the code is of no use any more; ask for a new one");
        };
    }

    private static String left(int tries) {
        return switch (tries) {
            case 0 -> "that was the last try, ask for a new one";
            case 1 -> "one try is left";
            default -> tries + " tries are left";
        };
    }
}
