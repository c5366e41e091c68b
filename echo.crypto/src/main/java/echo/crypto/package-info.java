/** Signatures, hashes, sealing and keys at rest. */
@NullMarked
package echo.crypto;

import org.jspecify.annotations.NullMarked;
