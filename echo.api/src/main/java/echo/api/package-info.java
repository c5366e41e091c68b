/**
 * The values that every room shares: bytes, hashes, keys, ids, and the limits of the system. All are immutable and check
 * themselves. Start with {@link echo.api.Bytes} and {@link echo.api.FeedKey}; what a node offers is in
 * {@code echo.api.party}, what a model author writes is in {@code echo.api.model}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
