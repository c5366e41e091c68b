/** Workloads on feeds and their store. Start with {@link echo.bench.workload.feed.FeedAppend}. */
@NullMarked
package echo.bench.workload.feed;

import org.jspecify.annotations.NullMarked;
