package echo.node;

import echo.api.crypto.Handshakes;
import echo.api.crypto.KeyVault;
import echo.api.crypto.PasswordExchanges;
import echo.api.crypto.Sealing;
import echo.api.crypto.SignatureScheme;
import echo.api.feed.Storage;
import java.util.function.Function;

/**
 * Everything that a node needs of the world besides models and transports, which come and go.
 *
 * @param crypto the pure parts of cryptography
 * @param vault this device's secrets
 * @param storage where feeds and records are kept
 * @param loops makes the loop of that name
 * @param entropy where chance comes from
 * @param road takes the notes
 */
public record Ports(
        Crypto crypto, KeyVault vault, Storage storage, Function<String, Loop> loops, Entropy entropy, Road road) {
    /** Signatures, handshakes, the sealing of what only members may read, and exchanges by a short code. */
    public record Crypto(
            SignatureScheme signatures, Handshakes handshakes, Sealing sealing, PasswordExchanges passwords) {}
}
