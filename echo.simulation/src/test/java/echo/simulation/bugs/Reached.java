package echo.simulation.bugs;

import java.util.concurrent.atomic.LongAdder;

/** How often changed methods were called: a bug that is never reached was not tried. One for each loader. Any thread. */
public final class Reached {
    private static final LongAdder CALLS = new LongAdder();

    private Reached() {}

    /** Called by changed methods. */
    public static void note() {
        CALLS.increment();
    }

    static long calls() {
        return CALLS.sum();
    }
}
