/**
 * The verb <em>verify</em>: runs of blocks against hashes and signatures. Start with
 * {@link echo.pipeline.feed.FeedVerifier}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.pipeline.feed;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
