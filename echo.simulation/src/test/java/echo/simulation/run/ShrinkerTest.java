package echo.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.simulation.fault.Fault;
import echo.simulation.fault.Faults;
import echo.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A plan that fails becomes small enough to be understood. */
class ShrinkerTest {
    /** Complains as soon as the party has two messages. */
    private record Sabotage() implements Fault {
        @Override
        public String name() {
            return "sabotage";
        }

        @Override
        public boolean strike(World world, SplittableRandom random) {
            long messages = world.node(0).party().orElseThrow().status().data().totalLength();
            if (messages >= 2) {
                world.complain("P9", messages + " messages");
            }
            return true;
        }
    }

    @Test
    void whatIsLeftIsWhatIsNeeded() {
        List<Fault> faults = new ArrayList<>(List.of(new Sabotage()));
        faults.addAll(Faults.BREAKING.subList(0, 6));
        Verdict failed = Play.of(Plan.of(7, 5, 60, faults));
        assertTrue(failed.failure().orElseThrow().startsWith("P9: "), failed.failure()::toString);
        Verdict smallest = Shrinker.shrink(failed, 400);
        assertEquals(List.of("sabotage"), smallest.plan().faults());
        assertEquals(2, smallest.plan().peers());
        assertTrue(smallest.plan().steps().size() <= 5, smallest.plan()::toString);
        assertTrue(smallest.failure().orElseThrow().startsWith("P9: "));
    }

    @Test
    void aPlanThatFailsInAnotherWayIsNotTakenForASmallerOne() {
        Verdict failed = Play.of(Plan.of(7, 3, 40, List.of(new Sabotage())));
        Verdict smallest = Shrinker.shrink(failed, 0);
        assertEquals(failed.plan(), smallest.plan());
    }
}
