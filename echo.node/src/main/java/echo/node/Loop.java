package echo.node;

/**
 * Runs tasks one at a time, in the order in which they were handed over: the thread of one party, or the one queue of a
 * simulated world.
 */
public interface Loop {
    /** Runs {@code task} after all tasks handed over before. Any thread. */
    void execute(Runnable task);

    /** Runs {@code task} after {@code delayMs}, unless the loop is closed before. Any thread. */
    void after(long delayMs, Runnable task);

    /** The wall clock, ms since 1970. */
    long wallMs();

    /** Monotonic time in ms, of any origin. */
    long nowMs();

    /** Runs nothing more. Tasks already handed over may be dropped. */
    void close();
}
