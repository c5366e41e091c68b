/**
 * Signatures, key agreement and a cipher for simulated worlds: fast, and secret from nobody who tries. Start with
 * {@link echo.simulation.crypto.KeyedHashSignatures} and {@link echo.simulation.crypto.SmallGroupAgreement}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.crypto;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
