package echo.bench.measure;

import java.lang.management.ManagementFactory;

/** What the calling thread has used of a processor: for work of one thread, on a machine that others use too. */
public final class CpuTime {
    private CpuTime() {}

    /** Processor time of the calling thread since it began, in ns. */
    public static long ofThreadNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
