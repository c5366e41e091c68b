package echo.simulation.fault;

import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * One kind of trouble. What strikes for a while ends itself, or with all faults ({@link World#endAfter}).
 *
 * <p>An implementation is a record whose only component is its knob: how bad it gets at most.
 */
public interface Fault {
    /** Its name for people, in reports and on command lines: lower case, words joined by hyphens. */
    String name();

    /**
     * Strikes {@code world} now. All chance comes from {@code random}.
     *
     * @return whether there was anything to strike; what is set to go wrong later counts, though it may yet come to nothing
     */
    boolean strike(World world, SplittableRandom random);
}
