package echo.node;

import echo.api.DeviceKey;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.feed.Timeframe;
import echo.api.party.Device;
import echo.api.party.Invitation;
import echo.api.party.Member;
import echo.api.party.Policy;
import echo.api.party.Profile;
import echo.api.party.Request;
import echo.api.party.Role;
import echo.api.party.Roster;
import echo.codec.Credential;
import echo.codec.Statement;
import echo.codec.Statement.AdmitMember;
import echo.codec.Statement.RemoveMember;
import echo.codec.Statement.RetireDevice;
import echo.codec.Statement.SetPolicy;
import echo.codec.Statement.SetProfile;
import echo.codec.Statement.SetRole;
import echo.codec.Statement.Withdraw;
import echo.pipeline.control.PartyState;
import echo.pipeline.control.PartyStateMachine.Ruling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Who belongs to one party, as this node sees and changes it. Any thread; changes are made on the party's loop. */
final class PartyRoster implements Roster {
    private final Identity identity;
    private final PartyKeeper keeper;
    private final Registrar registrar;
    private final KeyCare keys;
    private final Promises promises;
    private final Supplier<PartyState> state;

    /** The roster of a party whose state is {@code state}, as far as it is durable. */
    PartyRoster(
            Identity identity,
            PartyKeeper keeper,
            Registrar registrar,
            KeyCare keys,
            Promises promises,
            Supplier<PartyState> state) {
        this.identity = identity;
        this.keeper = keeper;
        this.registrar = registrar;
        this.keys = keys;
        this.promises = promises;
        this.state = state;
    }

    @Override
    public List<Member> members() {
        List<Map.Entry<MemberKey, PartyState.Membership>> entries = new ArrayList<>();
        state.get().members().forEach(entries::add);
        entries.sort(Comparator.comparing(entry -> entry.getValue().seniority()));
        return entries.stream()
                .map(entry -> new Member(entry.getKey(), entry.getValue().role()))
                .toList();
    }

    @Override
    public List<Device> devices() {
        List<Device> devices = new ArrayList<>();
        state.get()
                .devices()
                .forEach(entry ->
                        devices.add(new Device(entry.getKey(), entry.getValue().member())));
        return devices;
    }

    @Override
    public List<Invitation> invitations() {
        PartyState now = state.get();
        List<Invitation> invitations = new ArrayList<>();
        now.invitations().forEach(entry -> {
            PartyState.Invitation issued = entry.getValue();
            if (issued.usesLeft() > 0) {
                invitations.add(new Invitation(
                        entry.getKey(), issued.role(), issued.usesLeft(), issued.expiresMs(), issued.issuer()));
            }
        });
        return invitations;
    }

    @Override
    public CompletionStage<Timeframe> withdraw(InvitationKey invitation) {
        return change(
                now -> new Withdraw(invitation),
                now -> now.invitations()
                        .get(invitation)
                        .filter(it -> it.usesLeft() > 0)
                        .isEmpty());
    }

    @Override
    public List<Request> requests() {
        PartyState now = state.get();
        return registrar.requests().pending().stream()
                .filter(request -> !now.members().containsKey(request.member()))
                .toList();
    }

    @Override
    public CompletionStage<Timeframe> accept(MemberKey member, Role role) {
        return change(
                        now -> new AdmitMember(member, role, Optional.empty()),
                        now -> now.members().containsKey(member))
                .whenComplete((stated, failure) -> {
                    if (failure == null) {
                        registrar.requests().settle(member);
                    }
                });
    }

    @Override
    public void refuse(MemberKey member) {
        if (!registrar.requests().refuse(member)) {
            throw new EchoException(Kind.USAGE, "no request of " + member + " waits here; see request:list");
        }
    }

    @Override
    public Policy policy() {
        return state.get().policy();
    }

    @Override
    public CompletionStage<Timeframe> setPolicy(Policy policy) {
        return change(now -> new SetPolicy(policy), now -> now.policy().equals(policy));
    }

    @Override
    public Optional<Profile> profile(MemberKey member) {
        return state.get().profile(member);
    }

    @Override
    public CompletionStage<Timeframe> setProfile(Profile profile) {
        MemberKey member = identity.member();
        return change(
                now -> new SetProfile(member, profile),
                now -> now.profile(member).equals(Optional.of(profile)));
    }

    @Override
    public CompletionStage<Timeframe> setRole(MemberKey member, Role role) {
        return change(
                now -> new SetRole(member, role, held(feeds(now, member))),
                now -> now.role(member).equals(Optional.of(role)));
    }

    @Override
    public CompletionStage<Timeframe> remove(MemberKey member) {
        return change(
                now -> new RemoveMember(member, held(feeds(now, member))),
                now -> !now.members().containsKey(member));
    }

    @Override
    public CompletionStage<Timeframe> retire(DeviceKey device) {
        return change(
                now -> new RetireDevice(device, held(feeds(now, device))),
                now -> !now.devices().containsKey(device));
    }

    private static List<FeedKey> feeds(PartyState state, MemberKey member) {
        return state.members()
                .get(member)
                .orElseThrow(() -> new EchoException(Kind.USAGE, "the party has no member " + member))
                .feeds();
    }

    private static List<FeedKey> feeds(PartyState state, DeviceKey device) {
        PartyState.Device entry = state.devices()
                .get(device)
                .orElseThrow(() -> new EchoException(Kind.USAGE, "the party has no device " + device));
        return feeds(state, entry.member()).stream()
                .filter(feed -> state.feeds().get(feed).orElseThrow().device().equals(device))
                .toList();
    }

    /** How far these are held here: what counts of them. */
    private Timeframe held(List<FeedKey> feeds) {
        Timeframe held = Timeframe.EMPTY;
        for (FeedKey feed : feeds) {
            held = held.with(feed, keeper.engine().extent(feed));
        }
        return held;
    }

    /** States what {@code statement} makes of the state; {@code done} tells whether it is in effect. */
    private CompletionStage<Timeframe> change(Function<PartyState, Statement> statement, Predicate<PartyState> done) {
        CompletableFuture<Timeframe> promise = new CompletableFuture<>();
        promises.onLoop(promise, () -> {
            try {
                PartyState now = keeper.engine().state();
                Credential credential = identity.statement(keeper.party(), statement.apply(now));
                if (registrar.ruling(credential) instanceof Ruling.Effective effective) {
                    List<Credential> statements = new ArrayList<>(List.of(credential));
                    statements.addAll(keys.lacking(effective.state()));
                    state(statements, done, promise);
                } else {
                    throw new EchoException(Kind.REFUSED, ((Ruling.Voided) registrar.ruling(credential)).reason());
                }
            } catch (EchoException e) {
                promise.completeExceptionally(e);
            }
        });
        return promise;
    }

    private void state(List<Credential> statements, Predicate<PartyState> done, CompletableFuture<Timeframe> promise) {
        keeper.state(statements).whenComplete((stated, failure) -> {
            if (failure != null) {
                promise.completeExceptionally(failure);
            } else if (done.test(keeper.engine().state())) {
                promise.complete(stated);
            } else {
                promise.completeExceptionally(
                        new EchoException(Kind.REFUSED, "another change came before this one, which is void now"));
            }
        });
    }
}
