/**
 * Ports for signatures, key agreement and keys at rest. Start with {@link echo.api.crypto.SignatureScheme} and
 * {@link echo.api.crypto.Handshake}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.api.crypto;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
