package echo.pipeline.control;

import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.crypto.SignatureScheme;
import echo.api.feed.Extent;
import echo.codec.Credential;
import echo.codec.Decoded;
import echo.codec.Statement;
import echo.codec.Statement.AdmitDevice;
import echo.codec.Statement.AdmitFeed;
import echo.codec.Statement.AdmitMember;
import echo.codec.Statement.Cutting;
import echo.codec.Statement.Equivocation;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.Genesis;
import echo.codec.Statement.Invite;
import echo.codec.Statement.KeyGrant;
import echo.codec.Statement.RemoveMember;
import echo.codec.Statement.RetireDevice;
import echo.codec.Statement.SetPolicy;
import echo.codec.Statement.SetProfile;
import echo.codec.Statement.SetRole;
import echo.codec.Statement.Withdraw;
import echo.codec.StatementCodec;
import java.util.List;
import java.util.Optional;

/**
 * The rules by which credentials make a party (docs/parties.md): each is either effective and changes the state, or void for
 * a reason and changes nothing. Being well signed is never enough: authority is a chain from genesis.
 *
 * <p>Deterministic: the state is a function of the credentials and their order. One thread at a time.
 */
public final class PartyStateMachine {
    private final AdmissionRules admissions;
    private final RevocationRules revocations;
    private final TermsRules terms;
    private final ForkProof forks;

    public PartyStateMachine(PartyKey party, SignatureScheme signatures) {
        Signed signed = new Signed(party, signatures);
        Authority authority = new Authority(signed);
        this.admissions = new AdmissionRules(party, signed, authority);
        this.revocations = new RevocationRules(authority);
        this.terms = new TermsRules(authority);
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
        return fold(PartyState.EMPTY, credentials);
    }

    /** The state that {@code credentials} make of {@code known}; those that readmit somebody who was removed are passed over. */
    public PartyState fold(PartyState known, List<Credential> credentials) {
        PartyState state = known;
        for (Credential credential : credentials) {
            boolean readmits = StatementCodec.decode(credential.statement()) instanceof Decoded.Valid<Statement> valid
                    && valid.value() instanceof AdmitMember admit
                    && known.isRemoved(admit.member());
            if (!readmits && apply(state, credential) instanceof Ruling.Effective effective) {
                state = effective.state();
            }
        }
        return state;
    }

    /** Rules on one credential, wherever it stands. */
    public Ruling apply(PartyState state, Credential credential) {
        return apply(state, Spoken.nowhere(credential));
    }

    /** Rules on one credential, where it stands. */
    Ruling apply(PartyState state, Spoken spoken) {
        if (spoken.decoded() instanceof Decoded.Malformed<Statement> malformed) {
            return new Ruling.Voided(malformed.reason());
        }
        if (spoken.decoded() instanceof Decoded.Unknown<Statement> unknown) {
            return new Ruling.Voided(unknown.what() + " that this version does not know");
        }
        Statement statement = ((Decoded.Valid<Statement>) spoken.decoded()).value();
        if (statement instanceof Cutting cutting) {
            return revoke(state, spoken, cutting);
        }
        if (statement instanceof SetPolicy change) {
            return terms.setPolicy(state, spoken, change);
        }
        if (statement instanceof SetProfile change) {
            return terms.setProfile(state, spoken, change);
        }
        return statement instanceof Equivocation proof ? apply(state, proof) : admit(state, spoken, statement);
    }

    private Ruling revoke(PartyState state, Spoken spoken, Cutting statement) {
        if (statement instanceof SetRole change) {
            return revocations.setRole(state, spoken, change);
        }
        return statement instanceof RemoveMember removal
                ? revocations.removeMember(state, spoken, removal)
                : revocations.retireDevice(state, spoken, (RetireDevice) statement);
    }

    private Ruling admit(PartyState state, Spoken spoken, Statement statement) {
        if (statement instanceof Genesis genesis) {
            return admissions.genesis(state, spoken, genesis);
        }
        if (statement instanceof AdmitMember admit) {
            return admissions.admitMember(state, spoken, admit);
        }
        if (statement instanceof AdmitDevice admit) {
            return admissions.admitDevice(state, spoken, admit);
        }
        if (statement instanceof Withdraw withdrawal) {
            return admissions.withdraw(state, spoken, withdrawal);
        }
        if (statement instanceof KeyGrant grant) {
            return admissions.grantKeys(state, spoken, grant);
        }
        return statement instanceof AdmitFeed admit
                ? admissions.admitFeed(state, spoken, admit)
                : admissions.invite(state, spoken, (Invite) statement);
    }

    /** The state once it is known what a void credential tells all the same: of which feed, and who has which keys. */
    PartyState heard(PartyState state, Spoken spoken) {
        Optional<Statement> said = spoken.statement();
        if (said.isPresent() && said.get() instanceof AdmitFeed admit) {
            return admissions.name(state, spoken, admit);
        }
        return said.isPresent() && said.get() instanceof KeyGrant grant ? admissions.note(state, spoken, grant) : state;
    }

    /** Of all that is known about a feed's branches the earliest place where two of them part counts; of two, the smaller link. */
    Ruling apply(PartyState state, Equivocation proof) {
        Optional<Extent> cut = state.cuts().forks().get(proof.feed());
        if (cut.filter(known -> !Cuts.isEarlier(proof.common(), known)).isPresent()) {
            return new Ruling.Voided("the feed is known to be forked there, or before");
        }
        Optional<String> objection = forks.objection(proof);
        return objection.isPresent()
                ? new Ruling.Voided(objection.get())
                : new Ruling.Effective(state.with(state.cuts().fork(proof.feed(), proof.common())));
    }

    /** Whether these credentials, in the first message of {@code feed}, begin the party with that very feed. */
    public boolean begins(FeedKey feed, List<Credential> credentials) {
        PartyState state = fold(credentials);
        return state.feed(feed, FeedKind.CONTROL).isPresent()
                && state.genesisFeed().equals(Optional.of(feed));
    }
}
