/**
 * Benchmarks of everything but the doors' inside: {@link echo.bench.Main} names and runs them.
 *
 * <pre>
 *   Main ─▶ workload (what is measured) ─▶ measure (Figure, Samples)
 *                    └───────────────────▶ node    (a node in plain Java, the peer process)
 * </pre>
 */
@NullMarked
package echo.bench;

import org.jspecify.annotations.NullMarked;
