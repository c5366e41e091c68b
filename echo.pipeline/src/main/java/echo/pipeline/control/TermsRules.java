package echo.pipeline.control;

import echo.codec.Statement.SetPolicy;
import echo.codec.Statement.SetProfile;
import echo.pipeline.control.PartyStateMachine.Ruling;
import java.util.Optional;

/** The rules for statements by which a party, or a member, lays something down. One thread at a time. */
final class TermsRules {
    private final Authority authority;

    TermsRules(Authority authority) {
        this.authority = authority;
    }

    Ruling setPolicy(PartyState state, Spoken spoken, SetPolicy change) {
        return authority
                .adminObjection(state, spoken)
                .or(() -> unless(change.policy().equals(state.policy()), "that is the policy already"))
                .<Ruling>map(Ruling.Voided::new)
                .orElseGet(() -> new Ruling.Effective(state.with(state.terms().with(change.policy()))));
    }

    Ruling setProfile(PartyState state, Spoken spoken, SetProfile change) {
        return authority
                .ownObjection(state, spoken, change.member())
                .or(() -> unless(
                        state.profile(change.member()).equals(Optional.of(change.profile())),
                        "that is the member's profile already"))
                .<Ruling>map(Ruling.Voided::new)
                .orElseGet(
                        () -> new Ruling.Effective(state.with(state.terms().with(change.member(), change.profile()))));
    }

    private static Optional<String> unless(boolean known, String objection) {
        return known ? Optional.of(objection) : Optional.empty();
    }
}
