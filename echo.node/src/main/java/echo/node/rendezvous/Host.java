package echo.node.rendezvous;

import echo.api.Bytes;
import echo.api.crypto.Handshake;
import echo.api.crypto.PasswordExchange;
import echo.api.transport.Channel;
import echo.node.rendezvous.RendezvousFrame.Invitation;
import echo.node.rendezvous.RendezvousFrame.Reason;
import echo.node.rendezvous.RendezvousFrame.Refusal;
import echo.node.rendezvous.RendezvousFrame.Step;
import echo.node.rendezvous.RendezvousFrame.Taken;
import java.util.Optional;

/**
 * The inviter's end of one channel: who knocks says its part of the exchange first, each time. From the inviter's second message on,
 * the first that depends on the digits, the channel is a guess, until it is found right.
 *
 * <p>One thread at a time.
 */
public final class Host implements End, Line.Talk {
    private final Rendezvous rendezvous;
    private final Line line;
    private Optional<Bytes> hash = Optional.empty();
    private Optional<PasswordExchange> exchange = Optional.empty();
    private int heard;
    private boolean staked;
    private boolean given;
    private boolean counted;

    Host(Rendezvous rendezvous, Channel channel, Handshake handshake) {
        this.rendezvous = rendezvous;
        this.line = new Line(channel, handshake, this);
    }

    /** Where who knocks is, for people. */
    String remote() {
        return line.remote();
    }

    @Override
    public void start() {
        // who dialled speaks first
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
        line.end("took too long");
    }

    @Override
    public void secured(Bytes handshakeHash) {
        hash = Optional.of(handshakeHash);
    }

    @Override
    public void heard(RendezvousFrame frame) {
        if (frame instanceof Step step && step.number() == heard + 1) {
            heard++;
            take(step);
        } else if (frame instanceof Taken && given) {
            rendezvous.used(this);
            line.end("has its invitation");
        } else if (frame instanceof Refusal) {
            line.end("gave up");
        } else {
            refuse(Reason.UNFIT, "spoke out of turn");
        }
    }

    @Override
    public void ended(String reason) {
        count();
        rendezvous.left(this, counted ? reason + ", which counts as a guess" : reason);
    }

    /** Whether who knocks has shown that it knows the digits. */
    boolean isConfirmed() {
        return exchange.filter(PasswordExchange::confirmed).isPresent();
    }

    /** Hands {@code code} over. */
    void give(String code) {
        given = true;
        line.send(new Invitation(code));
    }

    /** Ends it and tells the other side why; {@code what} it did, or that something happened to it, is for this one. */
    void refuse(Reason reason, String what) {
        line.send(new Refusal(reason, reason == Reason.WRONG ? rendezvous.triesLeft() : 0));
        line.end(what);
    }

    private void take(Step step) {
        if (step.number() == 1) {
            Optional<Reason> objection = rendezvous.begins(this);
            if (objection.isPresent()) {
                refuse(objection.get(), "came too early, or too late");
                return;
            }
            exchange = Optional.of(rendezvous.exchange(hash.orElseThrow()));
        }
        PasswordExchange with = exchange.orElseThrow();
        boolean fits = with.read(step.message());
        if (fits) {
            staked |= step.number() == 2;
            line.send(new Step(step.number(), with.write()));
            if (with.confirmed()) {
                rendezvous.convinced(this);
            }
        } else if (step.number() == RendezvousFrame.STEPS) {
            count();
            refuse(Reason.WRONG, "said a wrong code");
        } else {
            refuse(Reason.UNFIT, "said what is of no use on this line");
        }
    }

    /** The guess, if this was one and not the right one, is counted once. */
    private void count() {
        if (staked && !counted && !isConfirmed()) {
            counted = true;
            rendezvous.guessed(this);
        }
    }
}
