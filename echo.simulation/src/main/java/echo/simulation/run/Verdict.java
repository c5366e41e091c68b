package echo.simulation.run;

import echo.api.Hash;
import echo.simulation.world.Trace;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What came of a plan.
 *
 * @param failure the first promise that was broken, and how; empty when all held
 * @param trace hash over all that happened
 * @param counts how often each kind of step was seen
 * @param lines all that happened, if that was wanted
 * @param simulatedMs the world's time at its end
 * @param events tasks that the world ran
 */
public record Verdict(
        Plan plan,
        Optional<String> failure,
        Hash trace,
        SortedMap<String, Long> counts,
        List<Trace.Line> lines,
        long simulatedMs,
        long events) {
    /** This verdict, if another play of the plan left the same trace; else that it did not (P7). */
    Verdict sameAs(Verdict other) {
        if (trace.equals(other.trace)) {
            return this;
        }
        String difference =
                "P7: played twice, it left the traces " + trace.shortHex() + " and " + other.trace.shortHex();
        return new Verdict(plan, Optional.of(difference), trace, counts, lines, simulatedMs, events);
    }
}
