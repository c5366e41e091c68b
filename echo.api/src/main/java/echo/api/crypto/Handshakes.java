package echo.api.crypto;

import echo.api.Bytes;
import echo.api.PartyKey;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes handshakes of {@code Noise_XX_25519_AESGCM_SHA256} (Noise specification, revision 34). Chance is an argument, so that
 * a simulated world can be replayed.
 *
 * <p>Pure functions; any thread.
 */
@ConsumerType
public interface Handshakes {
    /** The X25519 public key, 32 bytes, of {@code secret}, 32 bytes. */
    Bytes publicKey(Bytes secret);

    /**
     * The discovery id of {@code party}, 32 bytes: HMAC-SHA256 with the party key as key over {@code echo/discovery/1}. Peers
     * of a party find one another by it; it tells nothing about the key to who does not know it.
     */
    Bytes discoveryId(PartyKey party);

    /** Starts as the side that dialled. {@code ephemeralSecret}: 32 fresh random bytes, never used twice. */
    Handshake initiate(Bytes prologue, Bytes staticSecret, Bytes ephemeralSecret);

    /** Starts as the side that was dialled. */
    Handshake respond(Bytes prologue, Bytes staticSecret, Bytes ephemeralSecret);
}
