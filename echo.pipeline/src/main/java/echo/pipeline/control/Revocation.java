package echo.pipeline.control;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.Position;
import echo.api.party.Role;
import echo.codec.Statement.Cutting;
import echo.codec.Statement.RemoveMember;
import echo.codec.Statement.RetireDevice;
import echo.codec.Statement.SetRole;
import echo.pipeline.control.PartyState.Membership;
import echo.pipeline.control.Spoken.Place;
import java.util.Optional;

/**
 * A statement by which somebody may do less: a removal, a retirement, or a role that is no admin's any more. What the feeds concerned
 * say beyond its cut is void, also where it comes before the revocation in the order.
 *
 * @param place where it is stated
 * @param seniority that of the member who states it
 */
record Revocation(Place place, int seniority, Cutting statement) {
    /** The revocation that {@code spoken}, which is its issuer's to say in {@code state}, makes; if it makes one. */
    static Optional<Revocation> of(PartyState state, Spoken spoken) {
        Optional<Cutting> statement = spoken.cutting()
                .filter(it -> !(it instanceof SetRole change)
                        || state.role(change.member()).equals(Optional.of(Role.ADMIN)));
        return statement.map(it -> new Revocation(
                spoken.place().orElseThrow(),
                state.members()
                        .get(state.devices()
                                .get(new DeviceKey(spoken.credential().issuer()))
                                .orElseThrow()
                                .member())
                        .map(Membership::seniority)
                        .orElseThrow(),
                it));
    }

    Position at() {
        return place.at();
    }

    /** The key of the member or device that may do less. */
    Bytes subject() {
        if (statement instanceof RetireDevice retirement) {
            return retirement.device().bytes();
        }
        return statement instanceof RemoveMember removal
                ? removal.member().bytes()
                : ((SetRole) statement).member().bytes();
    }

    /** Whether nothing is left to whom it concerns; else they only decide no more. */
    boolean isWhole() {
        return !(statement instanceof SetRole);
    }

    /** How many blocks of {@code feed}, which it concerns, it leaves in. Of the feed in which it stands, all up to itself. */
    long end(FeedKey feed) {
        return feed.equals(at().feed())
                ? place.block() + 1
                : statement.cut().extent(feed).length();
    }
}
