package echo.api.crypto;

import echo.api.Bytes;
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

    /** Starts as the side that dialled. {@code ephemeralSecret}: 32 fresh random bytes, never used twice. */
    Handshake initiate(Bytes prologue, Bytes staticSecret, Bytes ephemeralSecret);

    /** Starts as the side that was dialled. */
    Handshake respond(Bytes prologue, Bytes staticSecret, Bytes ephemeralSecret);
}
