package echo.api.party;

import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.transport.Address;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Letting somebody in while both are there: one says six digits, and where its node listens, and the other types them. The digits can
 * be guessed {@link Limits#SHORT_CODE_TRIES} times and by nobody offline, however much was overheard (docs/parties.md). A node
 * gives out one at a time, and forgets it when it stops.
 *
 * <p>Any thread. Stages fail with {@link echo.api.EchoException}, as said at {@link Echo}.
 */
@ProviderType
public interface ShortCodes {
    /** How long a code is valid if nothing else is said, in ms. */
    long DEFAULT_MS = 10 * 60_000L;

    /**
     * Gives out a code that admits one new member to {@code party} as {@code role}, within {@code validMs}. Nothing is stated in the
     * party before somebody has shown that it knows the code. Fails with kind {@code REFUSED} if this node's member is no admin,
     * {@code UNAVAILABLE} if the node listens nowhere, and {@code USAGE} if it has no such party, while another code is open, and if
     * {@code validMs} is not {@link Limits#SHORT_CODE_LEAST_MS} to {@link Limits#SHORT_CODE_MOST_MS}.
     */
    CompletionStage<ShortCode> invite(PartyKey party, Role role, long validMs);

    /** The code that was given out last, open or not; nothing if there was none since the node's start. */
    Optional<ShortCode> last();

    /** Takes the open code back: whoever is using it is told. Complete with whether there was one. */
    CompletionStage<Boolean> cancel();

    /**
     * Joins the party to which the node that listens at {@code address} has given out {@code digits}: six digits, between which
     * spaces and hyphens count for nothing. Complete once this node is admitted; where the stage's future is cancelled before that, the
     * other side is told and nothing is left. Fails with kind {@code USAGE} if these are not six digits, {@code REFUSED} if the code
     * is wrong, used, or over, {@code UNAVAILABLE} if somebody else is trying one there at the moment, and {@code NETWORK} if nobody
     * is reached or the connection breaks. A try that failed is not repeated: it may have been one of the few that the code stands.
     */
    CompletionStage<Party> join(Address address, String digits);
}
