package echo.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Hash;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** Worlds with faults converge and lose nothing (P1, P2); a seed replays to the letter (P7). */
class PlayTest {
    private static Plan small(long seed) {
        Plan plan = Plan.of(seed);
        return plan.only(step -> step.number() % 4 == 0);
    }

    @Test
    void threePeersThatWriteInPeaceAgree() {
        Verdict verdict = Play.of(Plan.of(1, 3, 30, List.of()));
        assertEquals(Optional.empty(), verdict.failure());
        assertEquals(30L + 3, verdict.counts().get("intend: intended"));
    }

    @Test
    void promisesHoldInTheFirstWorlds() {
        for (long seed = 1; seed <= 12; seed++) {
            Plan plan = small(seed);
            assertEquals(Optional.empty(), Play.of(plan).failure(), plan::toString);
        }
    }

    @Test
    void aPlanReplaysToTheLetterWhereverItIsPlayed() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        for (long seed = 100; seed < 104; seed++) {
            Hash trace = Play.of(small(seed)).trace();
            try {
                Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                assertEquals(trace, Play.told(small(seed)).trace(), "seed " + seed);
            } finally {
                Locale.setDefault(locale);
                TimeZone.setDefault(zone);
            }
        }
    }

    @Test
    void plansOfDifferentSeedsLeaveDifferentTraces() {
        assertNotEquals(
                Play.of(Plan.of(1, 2, 5, List.of())).trace(),
                Play.of(Plan.of(2, 2, 5, List.of())).trace());
    }

    @Test
    void whatIsLeftOfAPlanDoesTheSame() {
        Plan plan = Plan.of(3);
        Plan part = plan.only(List.of(4, 9));
        assertEquals(plan.steps().get(9), part.steps().get(1));
        assertTrue(part.toString().startsWith("seed 3: "), part.toString());
    }
}
