package echo.bench.measure;

import java.lang.management.ManagementFactory;

/** What was used of processors: it says more than a clock on a machine that others use too. */
public final class CpuTime {
    private CpuTime() {}

    /** Processor time of the calling thread since it began, in ns. */
    public static long ofThreadNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Processor time of all threads of this process since it began, compilers and collectors included, in ns. */
    public static long ofProcessNs() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
