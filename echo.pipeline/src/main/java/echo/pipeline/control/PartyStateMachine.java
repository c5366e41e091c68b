package echo.pipeline.control;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.InvitationKey;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.VerifyingKey;
import echo.api.crypto.SignatureScheme;
import echo.api.feed.Extent;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Decoded;
import echo.codec.Statement;
import echo.codec.Statement.AdmitDevice;
import echo.codec.Statement.AdmitFeed;
import echo.codec.Statement.AdmitMember;
import echo.codec.Statement.Equivocation;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.Genesis;
import echo.codec.Statement.Invite;
import echo.codec.StatementCodec;
import echo.pipeline.control.PartyState.Device;
import echo.pipeline.control.PartyState.Feed;
import echo.pipeline.control.PartyState.Invitation;
import echo.pipeline.control.PartyState.Membership;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules by which credentials make a party (docs/parties.md): each is either effective and changes the state, or void for
 * a reason and changes nothing. Being well signed is never enough: authority is a chain from genesis.
 *
 * <p>Deterministic: the state is a function of the credentials and their order. One thread at a time.
 */
public final class PartyStateMachine {
    private final PartyKey party;
    private final SignatureScheme signatures;
    private final Set<Credential> signed = new LinkedHashSet<>();
    private final Set<Credential> possessed = new LinkedHashSet<>();
    private final ForkProof forks;

    public PartyStateMachine(PartyKey party, SignatureScheme signatures) {
        this.party = party;
        this.signatures = signatures;
        this.forks = new ForkProof(signatures);
    }

    /** What became of a credential. */
    public sealed interface Ruling {
        /** It was effective; the new state. */
        record Effective(PartyState state) implements Ruling {}

        /** It changes nothing, for this reason. */
        record Voided(String reason) implements Ruling {}
    }

    /** The state that {@code credentials} alone make, in their order: how a proof of membership is read. */
    public PartyState fold(List<Credential> credentials) {
        PartyState state = PartyState.EMPTY;
        for (Credential credential : credentials) {
            if (apply(state, credential) instanceof Ruling.Effective effective) {
                state = effective.state();
            }
        }
        return state;
    }

    /** Rules on one credential. */
    public Ruling apply(PartyState state, Credential credential) {
        Decoded<Statement> decoded = StatementCodec.decode(credential.statement());
        if (decoded instanceof Decoded.Malformed<Statement> malformed) {
            return new Ruling.Voided(malformed.reason());
        }
        if (decoded instanceof Decoded.Unknown<Statement> unknown) {
            return new Ruling.Voided(unknown.what() + " that this version does not know");
        }
        Statement statement = ((Decoded.Valid<Statement>) decoded).value();
        if (statement instanceof Genesis genesis) {
            return genesis(state, credential, genesis);
        }
        if (statement instanceof AdmitMember admit) {
            return admitMember(state, credential, admit);
        }
        if (statement instanceof AdmitDevice admit) {
            return admitDevice(state, credential, admit);
        }
        if (statement instanceof AdmitFeed admit) {
            return admitFeed(state, credential, admit);
        }
        return statement instanceof Equivocation proof
                ? apply(state, proof)
                : invite(state, credential, (Invite) statement);
    }

    private Ruling genesis(PartyState state, Credential credential, Genesis genesis) {
        if (state.genesis().isPresent()) {
            return new Ruling.Voided("the party has begun already");
        }
        if (!credential.issuer().equals(party.bytes()) || !isSigned(credential, party)) {
            return new Ruling.Voided("genesis is not signed by the party's key");
        }
        if (!signatures.admissible(genesis.member())) {
            return new Ruling.Voided("the founder's key is not admissible");
        }
        Membership founder = new Membership(Role.ADMIN, 0, credential, Optional.empty(), Optional.empty());
        return new Ruling.Effective(state.begun(credential, genesis.name()).with(genesis.member(), founder));
    }

    private Ruling admitMember(PartyState state, Credential credential, AdmitMember admit) {
        DeviceKey sponsor = new DeviceKey(credential.issuer());
        Optional<String> objection = adminObjection(state, credential, sponsor);
        if (objection.isPresent()) {
            return new Ruling.Voided(objection.get());
        }
        if (state.members().containsKey(admit.member())) {
            return new Ruling.Voided("is a member already");
        }
        if (!signatures.admissible(admit.member())) {
            return new Ruling.Voided("the member's key is not admissible");
        }
        PartyState after = state;
        if (admit.invitation().isPresent()) {
            InvitationKey key = admit.invitation().get();
            Optional<Invitation> invitation = state.invitations().get(key);
            if (invitation.isEmpty() || invitation.get().usesLeft() == 0) {
                return new Ruling.Voided(invitation.isEmpty() ? "no such invitation" : "the invitation was used");
            }
            if (invitation.get().role() != admit.role()) {
                return new Ruling.Voided("the invitation is for another role");
            }
            after = state.with(key, invitation.get().used());
        }
        Membership member = new Membership(
                admit.role(), state.members().size(), credential, Optional.of(sponsor), admit.invitation());
        return new Ruling.Effective(after.with(admit.member(), member));
    }

    private Ruling admitDevice(PartyState state, Credential credential, AdmitDevice admit) {
        if (!credential.issuer().equals(admit.member().bytes())
                || !state.members().containsKey(admit.member())) {
            return new Ruling.Voided("a device is admitted by its own member only");
        }
        if (state.devices().containsKey(admit.device())) {
            return new Ruling.Voided("the device is known already");
        }
        if (state.deviceWith(admit.exchange()).isPresent()) {
            return new Ruling.Voided("another device has that session key");
        }
        Bytes possession = CredentialCodec.devicePossession(party, admit.member(), admit.exchange());
        if (!isSigned(credential, admit.member())
                || !isPossessed(credential, admit.device(), possession, admit.possession())) {
            return new Ruling.Voided("the device's admission has a false signature");
        }
        Device device = new Device(admit.member(), admit.exchange(), credential);
        return new Ruling.Effective(state.with(admit.device(), device));
    }

    private Ruling admitFeed(PartyState state, Credential credential, AdmitFeed admit) {
        Optional<Device> device = state.devices().get(admit.device());
        if (!credential.issuer().equals(admit.device().bytes()) || device.isEmpty()) {
            return new Ruling.Voided("a feed is admitted by its own device only");
        }
        if (state.feeds().containsKey(admit.feed())) {
            return new Ruling.Voided("the feed is known already");
        }
        if (state.feeds().size() >= Limits.TIMEFRAME_ENTRIES) {
            return new Ruling.Voided("the party has " + Limits.TIMEFRAME_ENTRIES + " feeds, the most it can");
        }
        Bytes possession = CredentialCodec.feedPossession(party, admit.device(), admit.kind());
        if (!isSigned(credential, admit.device())
                || !isPossessed(credential, admit.feed(), possession, admit.possession())) {
            return new Ruling.Voided("the feed's admission has a false signature");
        }
        MemberKey member = device.get().member();
        Feed feed = new Feed(admit.device(), member, admit.kind(), state.feeds().size(), credential);
        return new Ruling.Effective(state.with(admit.feed(), feed));
    }

    private Ruling invite(PartyState state, Credential credential, Invite invite) {
        DeviceKey issuer = new DeviceKey(credential.issuer());
        Optional<String> objection = adminObjection(state, credential, issuer);
        if (objection.isPresent()) {
            return new Ruling.Voided(objection.get());
        }
        if (state.invitations().containsKey(invite.invitation())) {
            return new Ruling.Voided("the invitation is known already");
        }
        if (!signatures.admissible(invite.invitation())) {
            return new Ruling.Voided("the invitation's key is not admissible");
        }
        Invitation invitation = new Invitation(invite.role(), invite.expiresMs(), invite.uses(), issuer, credential);
        return new Ruling.Effective(state.with(invite.invitation(), invitation));
    }

    /** Of all that is known about a feed's branches the earliest place where two of them part counts; of two, the smaller link. */
    Ruling apply(PartyState state, Equivocation proof) {
        Optional<Extent> cut = state.cuts().get(proof.feed());
        if (cut.filter(known -> !isEarlier(proof.common(), known)).isPresent()) {
            return new Ruling.Voided("the feed is known to be forked there, or before");
        }
        Optional<String> objection = forks.objection(proof);
        return objection.isPresent()
                ? new Ruling.Voided(objection.get())
                : new Ruling.Effective(state.cut(proof.feed(), proof.common()));
    }

    private static boolean isEarlier(Extent one, Extent other) {
        return one.length() != other.length()
                ? one.length() < other.length()
                : one.link().bytes().compareTo(other.link().bytes()) < 0;
    }

    private Optional<String> adminObjection(PartyState state, Credential credential, DeviceKey issuer) {
        if (state.role(issuer).filter(role -> role == Role.ADMIN).isEmpty()) {
            return Optional.of("only a device of an admin can do this");
        }
        return isSigned(credential, issuer) ? Optional.empty() : Optional.of("has a false signature");
    }

    /** Remembers only what holds: a stranger can make false signatures without end. */
    private boolean isSigned(Credential credential, VerifyingKey issuer) {
        if (signed.contains(credential)) {
            return true;
        }
        Bytes bytes = CredentialCodec.signedBytes(party, credential.issuer(), credential.statement());
        return signatures.verify(issuer, bytes, credential.signature()) && signed.add(credential);
    }

    /** Whether the admissible {@code key}, which {@code credential} admits, signed that it is to be admitted; remembered too. */
    private boolean isPossessed(Credential credential, VerifyingKey key, Bytes bytes, Signature possession) {
        return possessed.contains(credential)
                || (signatures.admissible(key)
                        && signatures.verify(key, bytes, possession)
                        && possessed.add(credential));
    }

    /** Whether these credentials, in the first message of {@code feed}, begin the party with that very feed. */
    public boolean begins(FeedKey feed, List<Credential> credentials) {
        PartyState state = fold(credentials);
        return state.feed(feed, FeedKind.CONTROL).isPresent()
                && state.genesisFeed().equals(Optional.of(feed));
    }
}
