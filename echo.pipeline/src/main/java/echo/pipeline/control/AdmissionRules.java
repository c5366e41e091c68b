package echo.pipeline.control;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.InvitationKey;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Statement.AdmitDevice;
import echo.codec.Statement.AdmitFeed;
import echo.codec.Statement.AdmitMember;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.Genesis;
import echo.codec.Statement.Invite;
import echo.codec.Statement.KeyGrant;
import echo.codec.Statement.Withdraw;
import echo.pipeline.control.PartyState.Device;
import echo.pipeline.control.PartyState.Feed;
import echo.pipeline.control.PartyState.Invitation;
import echo.pipeline.control.PartyState.Membership;
import echo.pipeline.control.PartyStateMachine.Ruling;
import echo.pipeline.control.Spoken.Place;
import java.util.List;
import java.util.Optional;

/** The rules for statements by which somebody or something comes to belong to a party. One thread at a time. */
final class AdmissionRules {
    private static final String CLOSED = "the party's members are a fixed list, its policy says";

    private final PartyKey party;
    private final Signed signed;
    private final Authority authority;

    AdmissionRules(PartyKey party, Signed signed, Authority authority) {
        this.party = party;
        this.signed = signed;
        this.authority = authority;
    }

    Ruling genesis(PartyState state, Spoken spoken, Genesis genesis) {
        Credential credential = spoken.credential();
        if (state.genesis().isPresent()) {
            return new Ruling.Voided("the party has begun already");
        }
        if (!credential.issuer().equals(party.bytes()) || !signed.by(party, credential)) {
            return new Ruling.Voided("genesis is not signed by the party's key");
        }
        if (!signed.isAdmissible(genesis.member())) {
            return new Ruling.Voided("the founder's key is not admissible");
        }
        Membership founder = Membership.admitted(Role.ADMIN, 0, spoken.position(), List.of(credential));
        PartyState begun = state.begun(credential, genesis.name());
        return new Ruling.Effective(begun.with(begun.people().admitted(genesis.member(), founder)));
    }

    Ruling admitMember(PartyState state, Spoken spoken, AdmitMember admit) {
        Optional<String> objection = authority.adminObjection(state, spoken);
        if (objection.isPresent()) {
            return new Ruling.Voided(objection.get());
        }
        if (state.members().containsKey(admit.member())) {
            return new Ruling.Voided("is a member already");
        }
        if (!state.policy().open()) {
            return new Ruling.Voided(CLOSED);
        }
        if (!signed.isAdmissible(admit.member())) {
            return new Ruling.Voided("the member's key is not admissible");
        }
        PartyState after = state;
        List<Credential> invited = List.of();
        if (admit.invitation().isPresent()) {
            InvitationKey key = admit.invitation().get();
            Optional<Invitation> invitation = state.invitations().get(key);
            if (invitation.isEmpty() || invitation.get().usesLeft() == 0) {
                return new Ruling.Voided(
                        invitation.isEmpty() ? "no such invitation" : "the invitation was used, or withdrawn");
            }
            if (invitation.get().role() != admit.role()) {
                return new Ruling.Voided("the invitation is for another role");
            }
            after = state.with(key, invitation.get().used());
            invited = invitation.get().grounds();
        }
        List<Credential> sponsor = state.grounds(spoken.issuer());
        Membership member = Membership.admitted(
                admit.role(),
                state.people().admissions(),
                spoken.position(),
                Authority.grounds(sponsor, invited, spoken.credential()));
        Terms terms = after.terms().admitted(admit.member(), spoken.place().map(Place::at));
        return new Ruling.Effective(after.with(terms).with(after.people().admitted(admit.member(), member)));
    }

    Ruling admitDevice(PartyState state, Spoken spoken, AdmitDevice admit) {
        Credential credential = spoken.credential();
        if (!credential.issuer().equals(admit.member().bytes())
                || !state.members().containsKey(admit.member())) {
            return new Ruling.Voided("a device is admitted by its own member only");
        }
        if (state.devices().containsKey(admit.device())) {
            return new Ruling.Voided("the device is known already");
        }
        if (state.members().get(admit.member()).orElseThrow().devices().contains(admit.device())) {
            return new Ruling.Voided("the device was retired");
        }
        if (state.deviceWith(admit.exchange()).isPresent()) {
            return new Ruling.Voided("another device has that session key");
        }
        Bytes possession = CredentialCodec.devicePossession(party, admit.member(), admit.exchange());
        if (!signed.by(admit.member(), credential)
                || !signed.agreed(admit.device(), credential, possession, admit.possession())) {
            return new Ruling.Voided("the device's admission has a false signature");
        }
        Device device = new Device(admit.member(), admit.exchange(), credential);
        return new Ruling.Effective(state.with(state.people().with(admit.device(), device)));
    }

    Ruling admitFeed(PartyState state, Spoken spoken, AdmitFeed admit) {
        Credential credential = spoken.credential();
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
        if (!isWritten(credential, admit)) {
            return new Ruling.Voided("the feed's admission has a false signature");
        }
        Feed feed = new Feed(
                admit.device(),
                device.get().member(),
                admit.kind(),
                state.feeds().size(),
                credential);
        return new Ruling.Effective(state.with(admit.feed(), feed));
    }

    private boolean isWritten(Credential credential, AdmitFeed admit) {
        Bytes possession = CredentialCodec.feedPossession(party, admit.device(), admit.kind());
        return signed.by(admit.device(), credential)
                && signed.agreed(admit.feed(), credential, possession, admit.possession());
    }

    /**
     * A feed was to be admitted and was not. Honest members may have read it, as they knew nothing better, and depend on what it says:
     * so it is known from now on, and counts for nothing.
     */
    PartyState name(PartyState state, Spoken spoken, AdmitFeed admit) {
        Cuts cuts = state.cuts();
        boolean full = cuts.control().size() + cuts.data().size() >= Limits.TIMEFRAME_ENTRIES;
        if (full
                || state.feeds().containsKey(admit.feed())
                || !spoken.credential().issuer().equals(admit.device().bytes())
                || !signed.isAdmissible(admit.device())
                || !isWritten(spoken.credential(), admit)) {
            return state;
        }
        return state.with(
                admit.kind() == FeedKind.DATA
                        ? cuts.endData(admit.feed(), Extent.EMPTY)
                        : cuts.endControl(admit.feed(), 0));
    }

    Ruling withdraw(PartyState state, Spoken spoken, Withdraw withdrawal) {
        Optional<Invitation> invitation = state.invitations().get(withdrawal.invitation());
        return authority
                .adminObjection(state, spoken)
                .or(() -> invitation.filter(it -> it.usesLeft() > 0).isEmpty()
                        ? Optional.of("no such invitation can be used any more")
                        : Optional.empty())
                .<Ruling>map(Ruling.Voided::new)
                .orElseGet(() -> new Ruling.Effective(
                        state.with(withdrawal.invitation(), invitation.get().withdrawn())));
    }

    /** Who holds a key that is granted is noted; whether it is the key cannot be seen by others. */
    Ruling grantKeys(PartyState state, Spoken spoken, KeyGrant grant) {
        return authority
                .writerObjection(state, spoken)
                .or(() -> state.keys().news(grant) > 1
                        ? Optional.of("gives more than one key that is new")
                        : Optional.empty())
                .<Ruling>map(Ruling.Voided::new)
                .orElseGet(() -> new Ruling.Effective(
                        state.with(state.keys().given(spoken.position(), spoken.issuer(), grant))));
    }

    /**
     * A key was given by somebody who could not give it. If that is so since it was removed, honest members may have sealed with the
     * key before they knew, and the giver has it. From who belongs and does not write nobody ever took one.
     */
    PartyState note(PartyState state, Spoken spoken, KeyGrant grant) {
        boolean mayHave = state.role(spoken.issuer())
                .filter(role -> role == Role.READER || role == Role.RELAY)
                .isEmpty();
        return mayHave && state.keys().news(grant) <= 1 && signed.by(spoken.issuer(), spoken.credential())
                ? state.with(state.keys().given(spoken.position(), spoken.issuer(), grant))
                : state;
    }

    Ruling invite(PartyState state, Spoken spoken, Invite invite) {
        Optional<String> objection = authority.adminObjection(state, spoken);
        if (objection.isPresent()) {
            return new Ruling.Voided(objection.get());
        }
        if (!state.policy().open()) {
            return new Ruling.Voided(CLOSED);
        }
        if (state.invitations().containsKey(invite.invitation())) {
            return new Ruling.Voided("the invitation is known already");
        }
        if (!signed.isAdmissible(invite.invitation())) {
            return new Ruling.Voided("the invitation's key is not admissible");
        }
        DeviceKey issuer = spoken.issuer();
        List<Credential> grounds = Authority.grounds(state.grounds(issuer), List.of(), spoken.credential());
        Invitation invitation = new Invitation(invite.role(), invite.expiresMs(), invite.uses(), issuer, grounds);
        return new Ruling.Effective(state.with(invite.invitation(), invitation));
    }
}
