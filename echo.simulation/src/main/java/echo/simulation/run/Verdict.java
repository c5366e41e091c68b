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
    /** This verdict, but that {@code text} is what was wrong. */
    Verdict failing(String text) {
        return new Verdict(plan, Optional.of(text), trace, counts, lines, simulatedMs, events);
    }

    /** Which promise was broken; empty when all held. */
    Optional<String> promise() {
        return failure.map(text -> text.substring(0, text.indexOf(':')));
    }
}
