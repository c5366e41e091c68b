/**
 * Workloads of the text model alone, without a node. Start with {@link echo.bench.workload.text.TextTrace} and
 * {@link echo.bench.workload.text.Scribe}.
 */
@NullMarked
package echo.bench.workload.text;

import org.jspecify.annotations.NullMarked;
