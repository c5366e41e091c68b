package echo.simulation.bugs;

import echo.pipeline.seal.BodySealer;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Mistakes about who can read what. */
@SuppressWarnings("UnusedVariable") // what advices assign is read in the code that they are woven into
final class SealingBugs {
    private SealingBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "bodies are not sealed",
                        "P3",
                        "Everything works, and everybody on the way can read along.",
                        Change.advise("echo.pipeline.seal.KeyRing", "sealer", Open.class)),
                new PlantedBug(
                        "a removed member's key is used on",
                        "P3",
                        "The newest key is taken, whoever has it.",
                        Change.advise("echo.pipeline.control.KeyBook", "isHeldBy", Advices.Yes.class)),
                new PlantedBug(
                        "keys that were missed are not passed on",
                        "P1",
                        "Who was let in elsewhere at the same time never gets the key that was made here.",
                        Change.advise("echo.node.KeyCare", "look", Advices.Skip.class)),
                new PlantedBug(
                        "a key that comes late opens nothing",
                        "P1",
                        "What was sealed when it had its turn stays so.",
                        Change.advise("echo.pipeline.seal.Unread", "isReadableWith", Advices.No.class)));
    }

    static final class Open {
        private Open() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) BodySealer sealer) {
            sealer = BodySealer.OPEN;
        }
    }
}
