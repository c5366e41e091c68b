package echo.node;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.feed.Timeframe;
import echo.api.party.Role;
import echo.api.transport.Address;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps one party's door: gives out codes, lets in who comes with one or is known by its key, and keeps the requests of others until
 * somebody decides.
 *
 * <p>On the party's loop only.
 */
final class Registrar {
    /** What somebody is told whose request is kept. */
    static final String WAITS = "the request waits for an admin to decide";

    private static final String REFUSED = "an admin has refused the request";

    private final PartyKey party;
    private final Ports ports;
    private final Identity identity;
    private final PartyKeeper keeper;
    private final PartyStateMachine machine;
    private final KeyCare keys;
    private final Requests requests = new Requests();
    /** What is being stated to admit devices: one that asks in two sessions at a time is admitted once. */
    private final Map<ExchangeKey, CompletionStage<Timeframe>> admitting = new LinkedHashMap<>();

    Registrar(Ports ports, Identity identity, PartyKeeper keeper, KeyCare keys) {
        this.party = keeper.party();
        this.ports = ports;
        this.identity = identity;
        this.keeper = keeper;
        this.keys = keys;
        this.machine = new PartyStateMachine(party, ports.crypto().signatures());
    }

    /** Who asks and is neither let in nor refused. */
    Requests requests() {
        return requests;
    }

    /** Issues an invitation for so many new members, to be a {@code role} each, and completes {@code code} once it is durable. */
    void invite(Role role, long validMs, int uses, List<Address> addresses, CompletableFuture<String> code) {
        Bytes secret = ports.entropy().next(InvitationCode.SECRET_SIZE);
        InvitationCode invitation = new InvitationCode(party, Optional.of(secret), addresses);
        InvitationKey key = new InvitationKey(
                invitation.key(ports.crypto().signatures()).orElseThrow().publicKey());
        give(code, invitation, Optional.of(new Invite(key, role, clock() + validMs, uses)));
    }

    /** Makes {@code member} a {@code role}, if it is no member yet, and completes {@code code} once that is durable. */
    void admit(MemberKey member, Role role, List<Address> addresses, CompletableFuture<String> code) {
        Optional<Role> has = state().role(member);
        if (has.filter(it -> it != role).isPresent()) {
            code.completeExceptionally(new EchoException(
                    Kind.REFUSED,
                    "that is a member already, in another role; change the role if it is to have this one"));
            return;
        }
        Optional<Statement> admission =
                has.isPresent() ? Optional.empty() : Optional.of(new AdmitMember(member, role, Optional.empty()));
        give(code, where(addresses), admission);
    }

    /** A code without a secret: for further devices of this node's member, and for who wants to ask. */
    InvitationCode where(List<Address> addresses) {
        return InvitationCode.where(party, addresses);
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

    /** Lets in who asks, or says why not. */
    void answer(Session session, Frame.JoinRequest request) {
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
            deny(session, request, objection.get());
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
            failed.or(() -> unsettled(session, request))
                    .ifPresentOrElse(
                            reason -> deny(session, request, reason),
                            () -> session.admitted(request.member(), Optional.empty()));
        });
    }

    /**
     * Tells who asked that it is refused if that is for this node to say: of its own invitations, and of who asks by its key. Else it hears nothing, and may ask the inviter, who knows
     * more: another admin may not have heard of the invitation yet, or have a clock that is wrong.
     */
    private void deny(Session session, Frame.JoinRequest request, String objection) {
        boolean decides = state().invitations()
                .get(request.invitation())
                .map(invitation -> invitation.issuer().equals(identity.device()))
                .orElseGet(() -> isByKey(request) || isOnlyAdmin());
        if (decides) {
            session.admitted(request.member(), Optional.of(objection));
        } else {
            session.close("is left to the inviter: " + objection);
        }
    }

    private boolean isOnlyAdmin() {
        int admins = 0;
        for (Map.Entry<MemberKey, PartyState.Membership> member : state().members()) {
            admins += member.getValue().role() == Role.ADMIN ? 1 : 0;
        }
        return admins == 1 && isAdmin(state(), identity.device());
    }

    /** Why what was stated for {@code request} is void, if so: another that came at the same time was before it. */
    private Optional<String> unsettled(Session session, Frame.JoinRequest request) {
        return isKnown(request.member(), session.remoteExchange())
                ? Optional.empty()
                : objection(session, request, new ArrayList<>())
                        .or(() -> Optional.of("another request came before; ask for a new code"));
    }

    static boolean isAdmin(PartyState state, DeviceKey device) {
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
        if (objection.equals(Optional.of(WAITS))) {
            requests.add(request.member(), clock());
        }
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
        if (member.isEmpty() && !state().policy().open()) {
            return Optional.of("the party's members are a fixed list, and that is none of them");
        }
        if (member.isEmpty()) {
            return Optional.of(requests.isRefused(request.member()) ? REFUSED : WAITS);
        }
        return member.get().devices().isEmpty() || isOwn(request)
                ? Optional.empty()
                : Optional.of("that member has a device already, and lets in others itself");
    }

    /** Whether who asks is another device of this one's member. That it has the member's key is seen by its signature. */
    private boolean isOwn(Frame.JoinRequest request) {
        return isByKey(request)
                && request.member().equals(identity.member())
                && state().members().containsKey(identity.member());
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
