package echo.pipeline.control;

import echo.api.MemberKey;
import echo.api.Position;
import echo.api.model.PersistentMap;
import echo.api.party.Policy;
import echo.api.party.Profile;
import java.util.Optional;

/**
 * What a party and its members have laid down, besides who belongs. Immutable.
 *
 * @param newcomers who was admitted while newcomers were to read nothing of the past, and where; nowhere yet, if that is to be stated
 * @param profiles how members want to be shown, those that are gone included
 */
record Terms(
        Policy policy,
        PersistentMap<MemberKey, Optional<Position>> newcomers,
        PersistentMap<MemberKey, Profile> profiles) {
    static final Terms DEFAULT = new Terms(Policy.DEFAULT, PersistentMap.empty(), PersistentMap.empty());

    Terms with(Policy now) {
        return new Terms(now, newcomers, profiles);
    }

    Terms with(MemberKey member, Profile profile) {
        return new Terms(policy, newcomers, profiles.with(member, profile));
    }

    /** The same once {@code member} was admitted there. */
    Terms admitted(MemberKey member, Optional<Position> at) {
        return new Terms(policy, policy.past() ? newcomers.without(member) : newcomers.with(member, at), profiles);
    }

    /** Whether {@code member} may read what is sealed with a key that is there since {@code since}. */
    boolean mayRead(MemberKey member, Position since) {
        return newcomers
                .get(member)
                .map(from -> from.filter(at -> since.compareTo(at) >= 0).isPresent())
                .orElse(true);
    }
}
