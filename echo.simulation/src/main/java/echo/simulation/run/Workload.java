package echo.simulation.run;

import echo.api.party.Batch;
import echo.api.party.Party;
import java.util.SplittableRandom;

/**
 * What the users of a simulated party do. Write your own to simulate your own items and models.
 *
 * <p>One thread. One workload serves one world.
 */
public interface Workload {
    /** Puts at least one operation into {@code batch}, written at {@code party}. All chance comes from {@code random}. */
    void write(Party party, Batch batch, SplittableRandom random);
}
