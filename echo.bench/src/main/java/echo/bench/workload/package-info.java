/**
 * The workloads, each with the limit it is held against, measured in the same run. Start with
 * {@link echo.bench.workload.LiveLatency} and {@link echo.bench.workload.feed.FeedAppend}.
 */
@NullMarked
package echo.bench.workload;

import org.jspecify.annotations.NullMarked;
