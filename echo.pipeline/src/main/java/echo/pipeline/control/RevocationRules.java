package echo.pipeline.control;

import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.party.Role;
import echo.codec.Statement.Cutting;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.RemoveMember;
import echo.codec.Statement.RetireDevice;
import echo.codec.Statement.SetRole;
import echo.pipeline.control.PartyState.Device;
import echo.pipeline.control.PartyState.Feed;
import echo.pipeline.control.PartyState.Membership;
import echo.pipeline.control.PartyStateMachine.Ruling;
import echo.pipeline.control.Spoken.Place;
import java.util.Map;
import java.util.Optional;

/** The rules for statements that change what members may do, or take it from them. Pure functions but for what {@link Authority} remembers. */
final class RevocationRules {
    private static final String NO_MEMBER = "is no member";

    private final Authority authority;

    RevocationRules(Authority authority) {
        this.authority = authority;
    }

    Ruling setRole(PartyState state, Spoken spoken, SetRole change) {
        Optional<Membership> member = state.members().get(change.member());
        Optional<String> objection = authority
                .adminObjection(state, spoken)
                .or(() -> member.isEmpty() ? Optional.of(NO_MEMBER) : Optional.empty())
                .or(() ->
                        member.get().role() == change.role() ? Optional.of("has that role already") : Optional.empty());
        if (objection.isPresent()) {
            return new Ruling.Voided(objection.get());
        }
        return revoked(state, spoken, change);
    }

    Ruling removeMember(PartyState state, Spoken spoken, RemoveMember removal) {
        Optional<String> objection = authority
                .objection(state, spoken, removal.member())
                .or(() -> state.members().containsKey(removal.member()) ? Optional.empty() : Optional.of(NO_MEMBER));
        return objection.isPresent() ? new Ruling.Voided(objection.get()) : revoked(state, spoken, removal);
    }

    Ruling retireDevice(PartyState state, Spoken spoken, RetireDevice retirement) {
        Optional<Device> device = state.devices().get(retirement.device());
        if (device.isEmpty()) {
            return new Ruling.Voided("is no device of the party");
        }
        Optional<String> objection =
                authority.objection(state, spoken, device.get().member());
        return objection.isPresent() ? new Ruling.Voided(objection.get()) : revoked(state, spoken, retirement);
    }

    private static Ruling revoked(PartyState state, Spoken spoken, Cutting statement) {
        PartyState after = after(state, spoken, statement);
        return hasAdmin(after) ? new Ruling.Effective(after) : new Ruling.Voided("the party would have no admin");
    }

    private static boolean hasAdmin(PartyState state) {
        for (Map.Entry<DeviceKey, Device> device : state.devices()) {
            if (state.role(device.getKey()).equals(Optional.of(Role.ADMIN))) {
                return true;
            }
        }
        return false;
    }

    /** What {@code statement} makes of {@code state}, whoever states it. */
    static PartyState after(PartyState state, Spoken spoken, Cutting statement) {
        Optional<Place> place = spoken.place();
        if (statement instanceof SetRole change) {
            return state.members()
                    .get(change.member())
                    .map(member -> changed(state, spoken, change, member))
                    .orElse(state);
        }
        if (statement instanceof RemoveMember removal) {
            return state.members()
                    .get(removal.member())
                    .map(member -> {
                        Cuts cuts = state.cuts();
                        for (FeedKey feed : member.feeds()) {
                            cuts = ended(state, cuts, feed, removal.cut(), place);
                        }
                        return state.with(cuts).with(state.people().without(removal.member()));
                    })
                    .orElse(state);
        }
        RetireDevice retirement = (RetireDevice) statement;
        return state.devices()
                .get(retirement.device())
                .map(device -> {
                    Cuts cuts = state.cuts();
                    for (FeedKey feed :
                            state.members().get(device.member()).orElseThrow().feeds()) {
                        boolean concerned =
                                state.feeds().get(feed).orElseThrow().device().equals(retirement.device());
                        cuts = concerned ? ended(state, cuts, feed, retirement.cut(), place) : cuts;
                    }
                    return state.with(cuts).with(state.people().without(retirement.device()));
                })
                .orElse(state);
    }

    private static PartyState changed(PartyState state, Spoken spoken, SetRole change, Membership member) {
        DeviceKey issuer = spoken.issuer();
        Membership changed = member.as(
                change.role(),
                spoken.position(),
                Authority.grounds(member.admission(), state.grounds(issuer), spoken.credential()));
        Cuts cuts = state.cuts();
        if (member.writes() && !changed.writes()) {
            for (FeedKey feed : member.feeds()) {
                boolean data = state.feed(feed, FeedKind.DATA).isPresent();
                cuts = data ? ended(state, cuts, feed, change.cut(), spoken.place()) : cuts;
            }
        }
        return state.with(cuts).with(state.people().changed(change.member(), changed));
    }

    private static Cuts ended(PartyState state, Cuts cuts, FeedKey feed, Timeframe cut, Optional<Place> place) {
        Feed entry = state.feeds().get(feed).orElseThrow();
        if (entry.kind() == FeedKind.DATA) {
            boolean written = state.mayGrow(entry) || cuts.data().containsKey(feed); // a cut that it has already stays
            return cuts.endData(feed, written ? cut.extent(feed) : Extent.EMPTY);
        }
        Optional<Long> own = place.filter(it -> it.at().feed().equals(feed)).map(it -> it.block() + 1);
        return cuts.endControl(feed, own.orElse(cut.extent(feed).length()));
    }
}
