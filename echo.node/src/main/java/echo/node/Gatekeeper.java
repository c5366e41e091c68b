package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.crypto.SigningKey;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Decoded;
import echo.codec.Statement.ExchangeKey;
import echo.pipeline.control.PartyState;
import echo.pipeline.control.PartyStateMachine;
import echo.replication.Frame;
import echo.replication.PeerId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides who may enter one party's sessions: proves this node's membership, checks that of others, and asks for admission where this
 * node has a code. Who asks here is the {@link Registrar}'s.
 *
 * <p>On the party's loop only.
 */
final class Gatekeeper implements Session.Membership {
    /** What a removed device is told. */
    private static final String REMOVED = "this device was removed from the party";

    private static final int REMEMBERED_PROOFS = 64;

    private final PartyKey party;
    private final Ports ports;
    private final Identity identity;
    private final PartyKeeper keeper;
    private final PartyStateMachine machine;
    private final Registrar registrar;
    private final Consumer<String> refused;
    private final Map<Bytes, PartyState> proofs = new LinkedHashMap<>();

    private final KeptProof keptProof;
    private boolean proofIsKept;
    private volatile Optional<EchoException> dismissal = Optional.empty();
    private Optional<InvitationCode> seeking = Optional.empty();
    private volatile boolean waiting;

    Gatekeeper(Ports ports, Identity identity, PartyKeeper keeper, Registrar registrar, Consumer<String> refused) {
        this.party = keeper.party();
        this.registrar = registrar;
        this.refused = refused;
        this.ports = ports;
        this.identity = identity;
        this.keeper = keeper;
        this.keptProof = new KeptProof(party, ports.storage().meta());
        this.machine = new PartyStateMachine(party, ports.crypto().signatures());
    }

    /** Asks for admission with {@code code} wherever a member is met. */
    void seek(Optional<InvitationCode> code) {
        seeking = code;
        waiting = false;
    }

    /** This node is a member: there is nothing to ask for any more, and what proves it is kept. */
    void settled() {
        seeking = Optional.empty();
        if (!proofIsKept) {
            try {
                keptProof.keep(ownProof());
                proofIsKept = true;
            } catch (EchoException e) {
                ports.road().alarm(party, String.valueOf(e.getMessage())); // tried again when more is kept
            }
        }
    }

    private Bytes ownProof() {
        return CredentialCodec.encode(state().proof(identity.device()));
    }

    /** The store works: where it lacks the beginning of the party, that is taken from whoever has it, as once it was. */
    void restored() {
        if (state().genesis().isEmpty()) {
            keptProof.read().map(this::proven).flatMap(PartyState::genesisFeed).ifPresent(keeper::introduce);
        }
    }

    Bytes preamble() {
        return Preamble.of(ports.crypto().handshakes().discoveryId(party));
    }

    Session session(PeerId id, Channel channel, boolean dialled, Session.Listener listener) {
        return new Session(id, channel, dialled, identity.handshake(party, dialled), new Session.Party(this, listener));
    }

    @Override
    public Optional<Frame> greeting() {
        return (state().devices().containsKey(identity.device()) ? Optional.of(ownProof()) : keptProof.read())
                .map(Frame.Greeting::new);
    }

    /** Of a device that this node has not heard of, what it brought must be good still, as far as is known here. */
    @Override
    public Optional<String> restriction(ExchangeKey exchange, Optional<Frame.Greeting> greeting) {
        PartyState state = state();
        if (state.formerly(exchange).isPresent()) {
            return Optional.of(REMOVED);
        }
        boolean belongs = state.deviceWith(exchange).isPresent()
                || state.genesis().isEmpty()
                || greeting.filter(brought -> shows(state, brought.proof(), exchange))
                        .isPresent();
        return belongs ? Optional.empty() : Optional.of("what admitted this device to the party is void");
    }

    /** Whether {@code proof}, on top of what is known, makes a device of the one with {@code exchange}. */
    private boolean shows(PartyState known, Bytes proof, ExchangeKey exchange) {
        return CredentialCodec.decode(proof) instanceof Decoded.Valid<List<Credential>> credentials
                && machine.fold(known, credentials.value()).deviceWith(exchange).isPresent();
    }

    @Override
    public Optional<Session.Proven> prove(Frame.Greeting greeting, ExchangeKey exchange) {
        PartyState proven = proven(greeting.proof());
        if (state().genesis().isEmpty()) {
            proven.genesisFeed().ifPresent(keeper::introduce);
        }
        return proven.deviceWith(exchange)
                .flatMap(device -> proven.devices()
                        .get(device)
                        .map(entry -> new Session.Proven(
                                entry.member(),
                                Registrar.isAdmin(proven, device)
                                        || entry.member().equals(identity.member()))));
    }

    /**
     * What {@code proof} proves. A peer whose channel broke brings the same proof again, and what it proves depends on nothing
     * else: so those that made somebody a member are remembered, but for the oldest.
     */
    private PartyState proven(Bytes proof) {
        PartyState known = proofs.get(proof);
        if (known != null) {
            return known;
        }
        if (!(CredentialCodec.decode(proof) instanceof Decoded.Valid<List<Credential>> credentials)) {
            return PartyState.EMPTY;
        }
        PartyState proven = machine.fold(credentials.value());
        if (proven.genesis().isPresent()) {
            proofs.put(proof, proven);
            if (proofs.size() > REMEMBERED_PROOFS) {
                proofs.remove(proofs.keySet().iterator().next());
            }
        }
        return proven;
    }

    @Override
    public Optional<Frame> joinRequest(Bytes handshakeHash) {
        return seeking.map(code -> {
            Bytes signed = Frame.joinBytes(party.bytes(), handshakeHash, identity.member());
            SigningKey key = code.key(ports.crypto().signatures()).orElseGet(identity::memberKey);
            return new Frame.JoinRequest(
                    new InvitationKey(key.publicKey()),
                    key.sign(signed),
                    identity.member(),
                    CredentialCodec.encode(identity.own(party)));
        });
    }

    @Override
    public void admit(Session session, Frame.JoinRequest request) {
        registrar.answer(session, request);
    }

    @Override
    public void dismissed(MemberKey peer, String reason) {
        if (reason.equals(REMOVED) && state().members().containsKey(peer)) {
            dismissal = Optional.of(new EchoException(
                    Kind.REFUSED,
                    "member " + peer + " says that " + reason + "; what it writes reaches nobody. Ask an admin"));
        }
    }

    /** Whether somebody over there keeps this node's request until it is decided. Any thread. */
    boolean isWaiting() {
        return waiting;
    }

    /** What a member has told this device about its removal, of which it has read nothing itself. Any thread. */
    Optional<EchoException> dismissal() {
        return dismissal;
    }

    /** What the inviter says is final. Others may know less, or may have been removed without knowing it. */
    @Override
    public void joined(Address remote, Optional<String> reason) {
        boolean inviter =
                seeking.filter(code -> code.addresses().contains(remote)).isPresent();
        waiting = reason.equals(Optional.of(Registrar.WAITS))
                && seeking.filter(code -> code.secret().isEmpty()).isPresent();
        reason.filter(it -> inviter && !waiting).ifPresent(refused);
    }

    private PartyState state() {
        return keeper.engine().state();
    }
}
