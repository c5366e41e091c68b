package echo.node;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.crypto.Handshake;
import echo.api.crypto.Handshake.SecureChannel;
import echo.api.party.Peer;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.codec.Decoded;
import echo.codec.Statement.ExchangeKey;
import echo.replication.Frame;
import echo.replication.FrameCodec;
import echo.replication.PeerId;
import echo.replication.Progress;
import java.util.Optional;

/**
 * One channel with one peer about one party: handshake, then proof of membership, then sync. No feed byte moves before
 * membership is proved.
 *
 * <p>On the party's loop only.
 */
final class Session {
    private final PeerId id;
    private final Channel channel;
    private final boolean dialled;
    private final Handshake handshake;
    private final Membership membership;
    private final Listener listener;
    private Optional<SecureChannel> secure = Optional.empty();
    private Optional<MemberKey> member = Optional.empty();
    private Optional<Frame.Greeting> proof = Optional.empty();
    private Optional<String> restriction = Optional.empty();
    private State state = State.GREETING;
    private boolean asked;

    private enum State {
        GREETING,
        READY,
        CLOSED
    }

    /** What a session asks about who belongs; answered by the party. */
    interface Membership {
        /** The first frame to say: a greeting, or nothing while this node is no member yet. */
        Optional<Frame> greeting();

        /**
         * Why the device with {@code exchange}, which has brought {@code proof} or was admitted in this session, may only be heard, as far
         * as is known now; if so.
         */
        Optional<String> restriction(ExchangeKey exchange, Optional<Frame.Greeting> proof);

        /** Whose device {@code exchange} is, if {@code proof} shows it. */
        Optional<Proven> prove(Frame.Greeting proof, ExchangeKey exchange);

        /** The request with which this node asks to be admitted, once the other side is known to be one that admits. */
        Optional<Frame> joinRequest(Bytes handshakeHash);

        /** The other side, {@code session}, asks to be admitted: {@link Session#admitted} tells the outcome. */
        void admit(Session session, Frame.JoinRequest request);

        /** The other side, which is at {@code remote} and may admit as far as it shows, has admitted this node, or refused to. */
        void joined(Address remote, Optional<String> refusal);

        /** The other side, {@code peer}, wants nothing to do with this node, because of {@code reason}. */
        void dismissed(MemberKey peer, String reason);
    }

    /**
     * A member that is proved.
     *
     * @param admits whether it may admit others
     */
    record Proven(MemberKey member, boolean admits) {}

    /** Hears of the session's life. */
    interface Listener {
        void ready(Session session);

        void received(Session session, Frame frame);

        /** The session is over; called once. */
        void ended(Session session, String reason);
    }

    Session(PeerId id, Channel channel, boolean dialled, Handshake handshake, Party party) {
        this.id = id;
        this.channel = channel;
        this.dialled = dialled;
        this.handshake = handshake;
        this.membership = party.membership();
        this.listener = party.listener();
    }

    /** What the party lends to its sessions. */
    record Party(Membership membership, Listener listener) {}

    PeerId id() {
        return id;
    }

    Address remote() {
        return channel.remote();
    }

    boolean dialled() {
        return dialled;
    }

    boolean isReady() {
        return state == State.READY;
    }

    /** What people are shown of a session. Immutable; any thread. */
    record Shown(PeerId id, Address remote, boolean dialled, Optional<MemberKey> member, boolean ready) {
        Peer peer(PartyKey party, Progress progress) {
            String word = !ready ? "greeting" : progress.isCurrent(id) ? "current" : "syncing";
            return new Peer(remote, dialled, Optional.of(party), member, word);
        }
    }

    Shown shown() {
        return new Shown(id, channel.remote(), dialled, member, isReady());
    }

    Bytes handshakeHash() {
        return handshake.handshakeHash();
    }

    ExchangeKey remoteExchange() {
        return new ExchangeKey(handshake.remoteStatic());
    }

    /** Begins: the side that dialled speaks first. */
    void start(Bytes preamble) {
        if (dialled) {
            channel.send(preamble);
            advance();
        }
    }

    /** Takes the next frame of the channel. */
    void receive(Bytes bytes) {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.GREETING && bytes.size() > Limits.EARLY_FRAME_BYTES + Limits.SEALING_BYTES) {
            close(tooEarly(bytes));
        } else if (secure.isEmpty()) {
            if (handshake.read(bytes)) {
                advance();
            } else {
                close("failed the handshake");
            }
        } else {
            secure.get().open(bytes).ifPresentOrElse(this::open, () -> close("sent a frame that was not sealed by it"));
        }
    }

    private static String tooEarly(Bytes bytes) {
        return "sent " + bytes.size() + " bytes before it proved membership";
    }

    void send(Frame frame) {
        send(FrameCodec.encode(frame));
    }

    /** Sends a frame whose bytes these are. */
    void send(Bytes frame) {
        if (state != State.CLOSED) {
            secure.ifPresent(sealing -> channel.send(sealing.seal(frame)));
        }
    }

    /** The other side, which asked to join, was admitted as {@code who}, or refused; it may be gone by now. */
    void admitted(MemberKey who, Optional<String> refusal) {
        if (state == State.CLOSED) {
            return;
        }
        send(new Frame.JoinReply(refusal));
        if (refusal.isPresent()) {
            close("was not admitted: " + refusal.get());
        } else {
            member = Optional.of(who);
            ready();
        }
    }

    /** Finds out anew whether the other side may be told what the party knows. */
    void review() {
        restriction = membership.restriction(remoteExchange(), proof);
    }

    /**
     * Why the other side is only heard, if so. It says what it holds of control feeds and is told nothing: who was removed by somebody
     * whom it has removed itself, at the same time, has a right to be heard.
     */
    Optional<String> restriction() {
        return restriction;
    }

    /** Ends the session and tells the other side {@code reason}. */
    void dismiss(String reason) {
        send(new Frame.Farewell(reason));
        close("was told: " + reason);
    }

    /** Ends the session because of {@code reason}. */
    void close(String reason) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            channel.close();
            listener.ended(this, reason);
        }
    }

    private void advance() {
        while (!handshake.complete() && handshake.writes()) {
            channel.send(handshake.write());
        }
        if (handshake.complete()) {
            secure = Optional.of(handshake.channel());
            membership.greeting().ifPresent(this::send);
        }
    }

    private void open(Bytes plain) {
        if (state == State.GREETING && plain.size() > Limits.EARLY_FRAME_BYTES) {
            close(tooEarly(plain));
            return;
        }
        Decoded<Frame> decoded = FrameCodec.decode(plain);
        if (decoded instanceof Decoded.Valid<Frame> valid) {
            take(valid.value());
        } else if (decoded instanceof Decoded.Malformed<Frame> malformed) {
            close(malformed.reason());
        }
        // a kind of frame that only a newer version knows is passed over
    }

    private void take(Frame frame) {
        if (frame instanceof Frame.Farewell farewell) {
            member.ifPresent(who -> membership.dismissed(who, farewell.reason()));
            close("ended it: " + farewell.reason());
        } else if (state == State.READY) {
            listener.received(this, frame);
        } else if (frame instanceof Frame.Greeting greeting && member.isEmpty()) {
            greeted(greeting);
        } else if (frame instanceof Frame.JoinRequest request && member.isEmpty() && !asked) {
            asked = true;
            membership.admit(this, request);
        } else if (frame instanceof Frame.JoinReply reply && member.isPresent()) {
            replied(reply);
        } else {
            close("sent a frame out of turn");
        }
    }

    private void greeted(Frame.Greeting greeting) {
        Optional<Proven> proven = membership.prove(greeting, remoteExchange());
        if (proven.isEmpty()) {
            close("did not prove that it is a member");
            return;
        }
        member = Optional.of(proven.get().member());
        proof = Optional.of(greeting);
        Optional<Frame> request = membership.joinRequest(handshakeHash());
        if (request.isEmpty()) {
            ready();
        } else if (proven.get().admits()) {
            send(request.get());
        } else {
            close("is no admin's, so it cannot admit this node");
        }
    }

    private void replied(Frame.JoinReply reply) {
        membership.joined(channel.remote(), reply.refusal());
        if (reply.refusal().isPresent()) {
            close("refused: " + reply.refusal().get());
        } else {
            ready();
        }
    }

    private void ready() {
        state = State.READY;
        listener.ready(this);
    }

    @Override
    public String toString() {
        return channel.remote().toString();
    }
}
