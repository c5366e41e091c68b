package echo.api.crypto;

import echo.api.Bytes;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Seals what only members may read. What is sealed is a function of its arguments (docs/format.md, "Sealed bodies"): so peers that
 * seal the same get the same bytes, and nothing is lost where a writer does it twice.
 *
 * <p>Pure functions; any thread.
 */
@ConsumerType
public interface Sealing {
    /** Size of a content key, in bytes. */
    int KEY_SIZE = 32;

    /** The cipher of {@code key}, {@value #KEY_SIZE} secret bytes. */
    ContentCipher cipher(Bytes key);

    /**
     * What the holder of {@code secret} shares with another device.
     *
     * @param secret this device's X25519 secret, 32 bytes
     * @param other the other one's X25519 public key, 32 bytes
     * @return nothing if {@code other} is no key with which a secret can be shared
     */
    Optional<KeyWrap> between(Bytes secret, Bytes other);
}
