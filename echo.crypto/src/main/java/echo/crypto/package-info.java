/**
 * Signatures and keys at rest, on Bouncy Castle's low-level Ed25519 and the JDK's HMAC. Start with
 * {@link echo.crypto.Ed25519SignatureScheme} and {@link echo.crypto.FileKeyVault}; handshakes and sealing are in
 * {@link echo.crypto.noise}, the services in {@link echo.crypto.osgi}.
 */
@NullMarked
package echo.crypto;

import org.jspecify.annotations.NullMarked;
