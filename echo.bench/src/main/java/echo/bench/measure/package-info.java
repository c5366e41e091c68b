/** What a measurement is and how it is told. Start with {@link echo.bench.measure.Workload} and {@link echo.bench.measure.Figure}. */
@NullMarked
package echo.bench.measure;

import org.jspecify.annotations.NullMarked;
