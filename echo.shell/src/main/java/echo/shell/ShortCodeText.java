package echo.shell;

import echo.api.party.Echo;
import echo.api.party.Party;
import echo.api.party.Role;
import echo.api.party.ShortCode;
import echo.api.transport.Address;
import echo.shell.words.CommandFailure;
import echo.shell.words.Patience;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What {@code party:…} does and says about short codes. */
final class ShortCodeText {
    private final Echo echo;

    ShortCodeText(Echo echo) {
        this.echo = echo;
    }

    /** Gives out a code for {@code party}. */
    String invite(Party party, Role role, long minutes) {
        long ms = TimeUnit.MINUTES.toMillis(minutes);
        ShortCode code = Patience.await(echo.shortCodes().invite(party.key(), role, ms), "giving out a short code");
        Address first = code.addresses().get(0);
        return "code " + code.text() + " at "
                + String.join(
                        " ", code.addresses().stream().map(Address::toString).toList()) + "\nvalid for " + minutes
                + " min, once, and for " + code.triesLeft() + " tries; on the other node type: party:join " + first
                + " " + code.text();
    }

    /** Joins where {@code address} is with {@code digits}; who does not wait for it gives it up. */
    Party join(String address, String digits) {
        CompletableFuture<Party> joining =
                echo.shortCodes().join(Address.parse(address), digits).toCompletableFuture();
        try {
            return Patience.await(joining, "joining");
        } finally {
            joining.cancel(true); // no effect once it is done
        }
    }

    /** Takes the open code back. */
    String cancel() {
        if (!Patience.await(echo.shortCodes().cancel(), "taking the short code back")) {
            throw CommandFailure.usage("no short code is open; see party:invitations");
        }
        return line().orElse("");
    }

    /** How the code stands that was given out last, if there was one. */
    Optional<String> line() {
        return echo.shortCodes().last().map(code -> {
            String which = "short code" + (code.isOpen() ? " " + code.text() : "") + "  ";
            String what = code.role().name().toLowerCase(Locale.ROOT) + " of party "
                    + code.party().shortHex();
            return which + what + ", " + standing(code)
                    + code.last().map(last -> "; the last to knock: " + last).orElse("");
        });
    }

    private static String standing(ShortCode code) {
        return switch (code.state()) {
            case OPEN ->
                code.triesLeft() + " tries left, until "
                        + Instant.ofEpochMilli(code.expiresMs()).truncatedTo(ChronoUnit.SECONDS);
            case USED -> "used";
            case SPENT -> "over: no tries left";
            case EXPIRED -> "over: its time has passed";
            case CANCELLED -> "taken back";
        };
    }
}
