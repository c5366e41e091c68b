/**
 * Feeds and how far they are known: extents, heads, timeframes, runs of blocks, and the storage port. Start with
 * {@link echo.api.feed.Timeframe} and {@link echo.api.feed.FeedStore}.
 *
 * <pre>
 *   block 0   block 1   block 2  …  payloads, each bound to all before it by link(n)
 *      └─ link ──┴─ link ──┴─ …     a head signs (length, link), and so everything below
 * </pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.api.feed;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
