package echo.node.rendezvous;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.crypto.Handshake;
import echo.api.crypto.Handshake.SecureChannel;
import echo.api.transport.Channel;
import echo.codec.Decoded;
import java.util.Optional;

/** One channel of a rendezvous: its handshake, then sealed frames, none larger than a stranger's may be. One thread at a time. */
final class Line {
    private final Channel channel;
    private final Handshake handshake;
    private final Talk talk;
    private Optional<SecureChannel> sealing = Optional.empty();
    private boolean over;

    /** Who speaks on the line. */
    interface Talk {
        /** It is sealed; {@code hash} is that of the handshake, which no other line has. */
        void secured(Bytes hash);

        void heard(RendezvousFrame frame);

        /** The line is over; called once. {@code reason} is a clause about the other side. */
        void ended(String reason);
    }

    Line(Channel channel, Handshake handshake, Talk talk) {
        this.channel = channel;
        this.handshake = handshake;
        this.talk = talk;
    }

    String remote() {
        return channel.remote().toString();
    }

    /** Whether the other side has answered in the handshake to the end. */
    boolean isSecured() {
        return sealing.isPresent();
    }

    /** Begins, on the side that dialled. */
    void start() {
        channel.send(Rendezvous.PREAMBLE);
        advance();
    }

    /** Takes the next frame of the channel. */
    void receive(Bytes frame) {
        if (over) {
            return;
        }
        if (frame.size() > Limits.EARLY_FRAME_BYTES + Limits.SEALING_BYTES) {
            end("sent a frame of " + frame.size() + " bytes");
        } else if (sealing.isPresent()) {
            sealing.get().open(frame).ifPresentOrElse(this::open, () -> end("sent a frame that was not sealed by it"));
        } else if (handshake.read(frame)) {
            advance();
        } else {
            end("failed the handshake");
        }
    }

    void send(RendezvousFrame frame) {
        if (!over) {
            sealing.ifPresent(it -> channel.send(it.seal(frame.encode())));
        }
    }

    /** Ends the line, because of {@code reason}. */
    void end(String reason) {
        if (!over) {
            over = true;
            channel.close();
            talk.ended(reason);
        }
    }

    private void advance() {
        while (!handshake.complete() && handshake.writes()) {
            channel.send(handshake.write());
        }
        if (handshake.complete()) {
            sealing = Optional.of(handshake.channel());
            talk.secured(handshake.handshakeHash());
        }
    }

    private void open(Bytes plain) {
        Decoded<RendezvousFrame> decoded = RendezvousFrame.decode(plain);
        if (decoded instanceof Decoded.Valid<RendezvousFrame> valid) {
            talk.heard(valid.value());
        } else if (decoded instanceof Decoded.Malformed<RendezvousFrame> malformed) {
            end("sent " + malformed.reason());
        }
    }
}
