/** Workloads on simulated worlds, whose nodes are whole. Start with {@link echo.bench.workload.sim.SimSeeds}. */
@NullMarked
package echo.bench.workload.sim;

import org.jspecify.annotations.NullMarked;
