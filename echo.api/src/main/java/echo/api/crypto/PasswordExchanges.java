package echo.api.crypto;

import echo.api.Bytes;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes exchanges by which two sides find out that they know the same short password (docs/format.md, "Short codes"). Chance is an
 * argument, so that a simulated world can be replayed.
 *
 * <p>Any thread.
 */
@ConsumerType
public interface PasswordExchanges {
    /**
     * Starts as the side that dialled.
     *
     * @param password 1 to 64 printable ASCII characters
     * @param context 32 bytes that both sides must have in common, the hash of what they said before
     * @param seed 32 fresh random bytes, never used twice
     */
    PasswordExchange initiate(String password, Bytes context, Bytes seed);

    /** Starts as the side that was dialled. */
    PasswordExchange respond(String password, Bytes context, Bytes seed);
}
