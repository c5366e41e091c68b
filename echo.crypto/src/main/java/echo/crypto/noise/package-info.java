/**
 * The Noise Protocol Framework (revision 34) as state machines without IO, for the one suite {@code 25519_AESGCM_SHA256}.
 *
 * <pre>
 * NoiseHandshakes → NoiseHandshake → NoiseChannel      one handshake, then frames
 *                        │                 │
 *                  SymmetricState ──→ CipherState × 2   hash and keys; key and counter
 *                        │                 │
 *                  KeyAgreement           Aead          primitives
 * </pre>
 *
 * Start with {@link echo.crypto.noise.NoiseHandshakes} and {@link echo.crypto.noise.NoiseHandshake}.
 */
@NullMarked
package echo.crypto.noise;

import org.jspecify.annotations.NullMarked;
