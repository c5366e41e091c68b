/**
 * The verb <em>verify</em>: runs of blocks against hashes and signatures. Start with
 * {@link echo.pipeline.feed.FeedVerifier}.
 */
@NullMarked
package echo.pipeline.feed;

import org.jspecify.annotations.NullMarked;
