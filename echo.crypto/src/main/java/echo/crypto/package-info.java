/**
 * Signatures and key derivation, on Bouncy Castle's low-level Ed25519 and the JDK's SHA-256. Start with
 * {@link echo.crypto.Ed25519SignatureScheme} and {@link echo.crypto.HmacSha256}; keys at rest are in {@link echo.crypto.vault},
 * handshakes and sealing in {@link echo.crypto.noise}, exchanges by a short password in {@link echo.crypto.jpake}, the services in {@link echo.crypto.osgi}.
 */
@NullMarked
package echo.crypto;

import org.jspecify.annotations.NullMarked;
