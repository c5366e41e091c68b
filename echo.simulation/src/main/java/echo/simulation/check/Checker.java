package echo.simulation.check;

import echo.simulation.world.Observer;
import echo.simulation.world.World;

/**
 * Watches a world for one promise and complains to it ({@link World#complain}) when that is broken. What it can see at once it
 * says at once; the rest when all faults have ended.
 *
 * <p>One thread. A checker serves one world.
 */
public interface Checker extends Observer {
    /** All faults have ended, and the world had the time that it may take to come to rest. */
    default void settled() {}
}
