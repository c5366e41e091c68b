package echo.simulation.bugs;

import echo.pipeline.control.Cuts;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Mistakes about members who are removed. */
@SuppressWarnings("UnusedVariable") // what advices assign is read in the code that they are woven into
final class RemovalBugs {
    private RemovalBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "what a removed member writes counts",
                        "P3",
                        "A removal takes the name off the list and lets the feeds go on.",
                        Change.advise("echo.pipeline.control.Cuts", "endData", SameCuts.class)),
                new PlantedBug(
                        "a removal reaches back to nothing",
                        "P3",
                        "What the removed one decided at the same time, and pretends to have decided before, stands.",
                        Change.advise("echo.pipeline.control.Fold", "objection", FeedBugs.NoObjection.class)),
                new PlantedBug(
                        "of two who remove each other the junior stays",
                        "P3",
                        "Seniority is compared the wrong way round.",
                        Change.advise("echo.pipeline.control.Revocation", "seniority", Reversed.class)),
                new PlantedBug(
                        "a removed device is told everything still",
                        "P3",
                        "Sessions are proved once, and never looked at again.",
                        Change.advise("echo.node.Gatekeeper", "restriction", FeedBugs.NoObjection.class)));
    }

    static final class SameCuts {
        private SameCuts() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Cuts before, @Advice.Return(readOnly = false) Cuts after) {
            after = before;
        }
    }

    static final class Reversed {
        private Reversed() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) int seniority) {
            seniority = -seniority;
        }
    }
}
