/**
 * What the core does on one thread, without disk and network: applying, the tree of items. Start with
 * {@link echo.bench.core.CpuRate}.
 */
@NullMarked
package echo.bench.core;

import org.jspecify.annotations.NullMarked;
