package echo.crypto;

import echo.api.Bytes;
import echo.api.Signature;
import echo.api.VerifyingKey;
import echo.api.crypto.SignatureScheme;
import echo.api.crypto.SigningKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The pinned profile of Ed25519: S &lt; L, canonical R and A, the equation with the cofactor; a key is admissible only in the
 * prime-order subgroup. Any thread.
 *
 * <p>Source: RFC 8032 §5.1.7; docs/format.md, "Signatures".
 */
// 1. Everything but the subgroup is checked at each verification; the subgroup costs as much again, so once a key.
// 2. Bouncy Castle's low-level class, not a JCA provider: providers disagree on edge cases and can be swapped by
// configuration.
// 3. Frozen verdicts in Ed25519SignatureSchemeTest show when an upgrade moves the profile.
public final class Ed25519SignatureScheme implements SignatureScheme {
    @Override
    public SigningKey signingKey(Bytes seed) {
        return new Ed25519SigningKey(seed);
    }

    @Override
    public boolean verify(VerifyingKey key, Bytes message, Signature signature) {
        try {
            return Ed25519.verify(
                    signature.bytes().toByteArray(),
                    0,
                    key.bytes().toByteArray(),
                    0,
                    message.toByteArray(),
                    0,
                    message.size());
        } catch (IllegalStateException unreducible) {
            // Bouncy Castle could not shorten the hash by its lattice: no hash is known for which it cannot.
            return false;
        }
    }

    @Override
    public boolean admissible(VerifyingKey key) {
        return Ed25519.validatePublicKeyFull(key.bytes().toByteArray(), 0);
    }
}
