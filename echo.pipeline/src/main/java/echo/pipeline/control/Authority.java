package echo.pipeline.control;

import echo.api.DeviceKey;
import echo.api.MemberKey;
import echo.api.party.Role;
import echo.codec.Credential;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may say what. What decides about others counts in a feed of the device that says it, and nowhere else. One thread at a time. */
final class Authority {
    private final Signed signed;

    Authority(Signed signed) {
        this.signed = signed;
    }

    /** Why this is not for the issuer to say, if only an admin's device may. */
    Optional<String> adminObjection(PartyState state, Spoken spoken) {
        DeviceKey issuer = spoken.issuer();
        return isAdmin(state, issuer) ? manner(state, spoken) : Optional.of("only a device of an admin can do this");
    }

    /** The same, if the devices of all members who write may. */
    Optional<String> writerObjection(PartyState state, Spoken spoken) {
        return state.mayWrite(spoken.issuer())
                ? manner(state, spoken)
                : Optional.of("only a device of a member who writes can do this");
    }

    /** The same, if the devices of {@code concerned} may as well. */
    Optional<String> objection(PartyState state, Spoken spoken, MemberKey concerned) {
        return isOf(state, spoken.issuer(), concerned) || isAdmin(state, spoken.issuer())
                ? manner(state, spoken)
                : Optional.of("only a device of an admin or of the member itself can do this");
    }

    /** The same, if nobody may but the devices of {@code concerned}. */
    Optional<String> ownObjection(PartyState state, Spoken spoken, MemberKey concerned) {
        return isOf(state, spoken.issuer(), concerned)
                ? manner(state, spoken)
                : Optional.of("only a device of the member itself can do this");
    }

    private static boolean isOf(PartyState state, DeviceKey issuer, MemberKey member) {
        return state.devices()
                .get(issuer)
                .filter(device -> device.member().equals(member))
                .isPresent();
    }

    private Optional<String> manner(PartyState state, Spoken spoken) {
        boolean beside = spoken.place()
                .flatMap(place -> state.feeds().get(place.at().feed()))
                .filter(feed -> !feed.device().equals(spoken.issuer()))
                .isPresent();
        if (beside) {
            return Optional.of("stands in another device's feed");
        }
        return signed.by(spoken.issuer(), spoken.credential())
                ? Optional.empty()
                : Optional.of("has a false signature");
    }

    private static boolean isAdmin(PartyState state, DeviceKey device) {
        return state.role(device).filter(role -> role == Role.ADMIN).isPresent();
    }

    /** What proves something that {@code last} says: what it rests on, each credential once, and it itself. */
    static List<Credential> grounds(List<Credential> one, List<Credential> other, Credential last) {
        Set<Credential> grounds = new LinkedHashSet<>(one);
        grounds.addAll(other);
        grounds.add(last);
        return List.copyOf(grounds);
    }
}
