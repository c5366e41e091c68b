/** JMH and workload benchmarks of everything but the doors. */
@NullMarked
package echo.bench;

import org.jspecify.annotations.NullMarked;
