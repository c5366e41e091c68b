package echo.node;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.crypto.SigningKey;
import echo.api.feed.Timeframe;
import echo.api.party.Role;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Decoded;
import echo.codec.Statement;
import echo.codec.Statement.AdmitMember;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.Invite;
import echo.pipeline.control.PartyState;
import echo.pipeline.control.PartyState.Invitation;
import echo.pipeline.control.PartyStateMachine;
import echo.pipeline.control.PartyStateMachine.Ruling;
import echo.replication.Frame;
import echo.replication.PeerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Decides who may enter one party's sessions: proves this node's membership, checks that of others, admits who brings a valid
 * invitation, and asks for admission where this node brings one itself.
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
    private final KeyCare keys;
    private final Consumer<String> refused;
    private final Map<Bytes, PartyState> proofs = new LinkedHashMap<>();
    /** What is being stated to admit devices: one that asks in two sessions at a time is admitted once. */
    private final Map<ExchangeKey, CompletionStage<Timeframe>> admitting = new LinkedHashMap<>();

    private final KeptProof keptProof;
    private boolean proofIsKept;
    private volatile Optional<EchoException> dismissal = Optional.empty();
    private Optional<InvitationCode> seeking = Optional.empty();

    Gatekeeper(Ports ports, Identity identity, PartyKeeper keeper, KeyCare keys, Consumer<String> refused) {
        this.party = keeper.party();
        this.keys = keys;
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

    /** Issues an invitation for so many new members, to be a {@code role} each, and completes {@code code} once it is durable. */
    void invite(Role role, long validMs, int uses, List<Address> addresses, CompletableFuture<String> code) {
        Bytes secret = ports.entropy().next(InvitationCode.SECRET_SIZE);
        InvitationCode invitation = new InvitationCode(party, Optional.of(secret), addresses);
        InvitationKey key = new InvitationKey(
                invitation.key(ports.crypto().signatures()).orElseThrow().publicKey());
        give(code, invitation, Optional.of(new Invite(key, role, clock() + validMs, uses)));
    }

    /**
     * Makes {@code member} a {@code role}, if it is no member yet, and completes {@code code} once that is durable. A further device
     * of this one's member needs no admin: all that it takes is where the party is.
     */
    void admit(MemberKey member, Role role, List<Address> addresses, CompletableFuture<String> code) {
        Optional<Role> has = state().role(member);
        if (has.filter(it -> it != role).isPresent()) {
            code.completeExceptionally(new EchoException(
                    Kind.REFUSED,
                    "that is a member already, in another role; change the role if it is to have this one"));
            return;
        }
        if (has.isPresent() && member.equals(identity.member())) {
            code.complete(new InvitationCode(party, Optional.empty(), addresses).text());
            return;
        }
        Optional<Statement> admission =
                has.isPresent() ? Optional.empty() : Optional.of(new AdmitMember(member, role, Optional.empty()));
        give(code, new InvitationCode(party, Optional.empty(), addresses), admission);
    }

    /** Completes {@code code} with {@code invitation}, once {@code statement} is durable. */
    private void give(CompletableFuture<String> code, InvitationCode invitation, Optional<Statement> statement) {
        if (!isAdmin(state(), identity.device())) {
            code.completeExceptionally(new EchoException(Kind.REFUSED, "only an admin of the party can invite"));
            return;
        }
        if (statement.isEmpty()) {
            code.complete(invitation.text());
            return;
        }
        Credential credential = identity.statement(party, statement.get());
        if (ruling(credential) instanceof Ruling.Voided voided) {
            code.completeExceptionally(new EchoException(Kind.REFUSED, voided.reason()));
            return;
        }
        keeper.state(List.of(credential)).whenComplete((timeframe, failure) -> {
            if (failure == null) {
                code.complete(invitation.text());
            } else {
                code.completeExceptionally(failure);
            }
        });
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
                                isAdmin(proven, device) || entry.member().equals(identity.member()))));
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
        if (isKnown(request.member(), session.remoteExchange())) {
            session.admitted(request.member(), Optional.empty());
            return;
        }
        if (!isAdmin(state(), identity.device()) && !isOwn(request)) {
            session.close("asked a node to admit it that is no admin's");
            return;
        }
        List<Credential> statements = new ArrayList<>();
        Optional<String> objection = objection(session, request, statements);
        if (objection.isPresent()) {
            answer(session, request, objection);
            return;
        }
        ExchangeKey device = session.remoteExchange();
        CompletionStage<Timeframe> stated = admitting.get(device);
        if (stated == null) {
            stated = keeper.state(statements);
            admitting.put(device, stated);
        }
        stated.whenComplete((timeframe, failure) -> {
            admitting.remove(device);
            if (failure instanceof EchoException trouble && trouble.kind() != Kind.REFUSED) {
                session.close("cannot be admitted now: " + trouble.getMessage()); // it may ask again
                return;
            }
            Optional<String> failed = Optional.ofNullable(failure).map(it -> String.valueOf(it.getMessage()));
            answer(session, request, failed.or(() -> unsettled(session, request)));
        });
    }

    /**
     * Tells who asked that it is admitted, or refused if that is for this node to say. Else it hears nothing, and may ask the
     * inviter, who knows more: another admin may not have heard of the invitation yet, or have a clock that is wrong.
     */
    private void answer(Session session, Frame.JoinRequest request, Optional<String> objection) {
        boolean decides = state().invitations()
                .get(request.invitation())
                .map(invitation -> invitation.issuer().equals(identity.device()))
                .orElseGet(this::isOnlyAdmin);
        if (objection.isEmpty() || decides) {
            session.admitted(request.member(), objection);
        } else {
            session.close("is left to the inviter: " + objection.get());
        }
    }

    private boolean isOnlyAdmin() {
        int admins = 0;
        for (Map.Entry<MemberKey, PartyState.Membership> member : state().members()) {
            admins += member.getValue().role() == Role.ADMIN ? 1 : 0;
        }
        return admins == 1;
    }

    /** Why what was stated for {@code request} is void, if so: another that came at the same time was before it. */
    private Optional<String> unsettled(Session session, Frame.JoinRequest request) {
        return isKnown(request.member(), session.remoteExchange())
                ? Optional.empty()
                : objection(session, request, new ArrayList<>())
                        .or(() -> Optional.of("another request came before; ask for a new code"));
    }

    @Override
    public void dismissed(MemberKey peer, String reason) {
        if (reason.equals(REMOVED) && state().members().containsKey(peer)) {
            dismissal = Optional.of(new EchoException(
                    Kind.REFUSED,
                    "member " + peer + " says that " + reason + "; what it writes reaches nobody. Ask an admin"));
        }
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
        reason.filter(it -> inviter).ifPresent(refused);
    }

    private static boolean isAdmin(PartyState state, DeviceKey device) {
        return state.role(device).filter(role -> role == Role.ADMIN).isPresent();
    }

    private boolean isKnown(MemberKey member, ExchangeKey exchange) {
        return state().deviceWith(exchange)
                .flatMap(device -> state().devices().get(device))
                .filter(device -> device.member().equals(member))
                .isPresent();
    }

    /** Why the request is refused, if so; else {@code statements} holds what admits the member, or its device. */
    private Optional<String> objection(Session session, Frame.JoinRequest request, List<Credential> statements) {
        Bytes signed = Frame.joinBytes(party.bytes(), session.handshakeHash(), request.member());
        if (!ports.crypto().signatures().verify(request.invitation(), signed, request.signature())) {
            return Optional.of("the request has a false signature");
        }
        boolean byKey = isByKey(request);
        Optional<String> objection = byKey ? keyObjection(request) : codeObjection(request);
        if (objection.isPresent()) {
            return objection;
        }
        if (!(CredentialCodec.decode(request.credentials()) instanceof Decoded.Valid<List<Credential>> brought)) {
            return Optional.of("the request is malformed");
        }
        if (!byKey) {
            Role role = state().invitations()
                    .get(request.invitation())
                    .orElseThrow()
                    .role();
            AdmitMember admission = new AdmitMember(request.member(), role, Optional.of(request.invitation()));
            statements.add(identity.statement(party, admission));
        }
        statements.addAll(brought.value());
        return voidReason(statements, session.remoteExchange());
    }

    /** Why who asks under its own key is not let in, if so. */
    private Optional<String> keyObjection(Frame.JoinRequest request) {
        Optional<PartyState.Membership> member = state().members().get(request.member());
        if (member.isEmpty()) {
            return Optional.of("this node knows no member with that key; ask an admin to admit it");
        }
        return member.get().devices().isEmpty() || isOwn(request)
                ? Optional.empty()
                : Optional.of("that member has a device already, and lets in others itself");
    }

    /** Whether who asks is another device of this one's member. That it has the member's key is seen by its signature. */
    private boolean isOwn(Frame.JoinRequest request) {
        return isByKey(request) && request.member().equals(identity.member());
    }

    private static boolean isByKey(Frame.JoinRequest request) {
        return request.invitation().bytes().equals(request.member().bytes());
    }

    /** Why the invitation is of no use, if so. */
    private Optional<String> codeObjection(Frame.JoinRequest request) {
        Optional<Invitation> invitation = state().invitations().get(request.invitation());
        if (invitation.isEmpty()) {
            return Optional.of("this node knows no such invitation; ask for a new code");
        }
        if (invitation.get().usesLeft() == 0) {
            return Optional.of("the invitation was used already, or withdrawn; ask for a new code");
        }
        return invitation.get().expiresMs() < clock()
                ? Optional.of("the invitation has expired; ask for a new code")
                : Optional.empty();
    }

    /** What would become of the party if {@code credential} was stated now. */
    Ruling ruling(Credential credential) {
        return machine.apply(state(), credential);
    }

    /** Why {@code statements} would not make a member with the device at the other end, if so; else adds the keys that it needs. */
    private Optional<String> voidReason(List<Credential> statements, ExchangeKey exchange) {
        PartyState after = state();
        for (Credential credential : statements) {
            Ruling ruling = machine.apply(after, credential);
            if (ruling instanceof Ruling.Voided voided) {
                return Optional.of(voided.reason());
            }
            after = ((Ruling.Effective) ruling).state();
        }
        if (after.deviceWith(exchange).isEmpty()) {
            return Optional.of("the request is for another device");
        }
        statements.addAll(keys.lacking(after));
        return Optional.empty();
    }

    private PartyState state() {
        return keeper.engine().state();
    }

    private long clock() {
        return keeper.wallMs();
    }
}
