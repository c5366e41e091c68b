package echo.simulation.network;

/** The clock and the queue of a simulated world. One thread. */
public interface Timeline {
    /** The time of the world, in ms; it never goes back. */
    long nowMs();

    /** Runs {@code task} when {@code delayMs}, 0 or more, have passed; never within this call. */
    void after(long delayMs, Runnable task);
}
