package echo.api.party;

import echo.api.PartyKey;
import echo.api.transport.Address;
import java.util.List;
import java.util.Optional;

/**
 * A short code that this node gave out, as it stands at one moment. Immutable.
 *
 * @param party to which it lets somebody in
 * @param role what it makes of who comes
 * @param digits the code: six digits, a secret between the two who use it
 * @param addresses where this node listens, at least one: the other side needs one of them
 * @param expiresMs when it is over, ms since 1970 by this node's clock
 * @param triesLeft how many more guesses it stands, 0 to {@link echo.api.Limits#SHORT_CODE_TRIES}
 * @param state whether somebody may still come, and if not, why
 * @param last what became of the last who knocked, for people; nothing if nobody did
 */
public record ShortCode(
        PartyKey party,
        Role role,
        String digits,
        List<Address> addresses,
        long expiresMs,
        int triesLeft,
        State state,
        Optional<String> last) {
    /** Whether somebody may still come. */
    public enum State {
        /** Somebody may come. */
        OPEN,
        /** Somebody has come. */
        USED,
        /** It was guessed wrong too often. */
        SPENT,
        /** Its time is over. */
        EXPIRED,
        /** It was taken back. */
        CANCELLED
    }

    public ShortCode {
        addresses = List.copyOf(addresses);
    }

    /** Whether somebody may still come. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** As people say and type it: {@code 123-456}. */
    public String text() {
        return digits.substring(0, digits.length() / 2) + "-" + digits.substring(digits.length() / 2);
    }
}
