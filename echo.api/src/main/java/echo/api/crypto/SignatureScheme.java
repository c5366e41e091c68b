package echo.api.crypto;

import echo.api.Bytes;
import echo.api.Signature;
import echo.api.VerifyingKey;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Signing and verifying. Verification is one pinned profile of Ed25519 (docs/format.md, "Signatures"): peers that accepted different signatures
 * would hold different states.
 *
 * <p>Pure functions; any thread.
 */
@ConsumerType
public interface SignatureScheme {
    /** The key pair that grows from {@code seed}, 32 secret bytes. */
    SigningKey signingKey(Bytes seed);

    /** Whether {@code signature} over {@code message} was made with {@code key}. Never throws for any bytes. */
    boolean verify(VerifyingKey key, Bytes message, Signature signature);

    /** Whether {@code key} may be admitted at all: canonical and in the prime-order subgroup. Checked once per key. */
    boolean admissible(VerifyingKey key);
}
