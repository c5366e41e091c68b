package echo.simulation.bugs;

import echo.codec.Message;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Mistakes in the order of messages: what waits, what is ready, what comes before what. */
@SuppressWarnings("UnusedVariable") // what advices assign is read in the code that they are woven into
final class OrderBugs {
    private static final String LINEARIZER = "echo.pipeline.order.Linearizer";

    private OrderBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "concurrent operations are not told apart",
                        "P1",
                        "Positions compare by Lamport time alone, so that arrival decides between operations of equal time.",
                        Change.answer("echo.api.Position", "compareTo(Position)", "compareTo", 0)),
                new PlantedBug(
                        "a held message is forgotten",
                        "P4",
                        "Of several feeds that wait for the same block only all but the first are woken.",
                        Change.advise("echo.pipeline.order.Waiters", "release", WokenOneTooFew.class)),
                new PlantedBug(
                        "statements that a message rests on are ignored",
                        "P1",
                        "Data is taken before the statements that its author knew; whether it is judged well is luck.",
                        Change.replace(LINEARIZER, "isReady", "control", NoStatements.class),
                        Change.replace(LINEARIZER, "lamportAfter", "control", NoStatements.class)),
                new PlantedBug(
                        "a late statement is not folded in",
                        "P1",
                        "A control message that sorts before others is kept and changes nothing until a restart.",
                        Change.skip("echo.pipeline.control.ControlLog", "refold")),
                new PlantedBug(
                        "a Lamport time is not checked",
                        "P3",
                        "A writer backdates its messages, so that they sort before others' that it has seen.",
                        Change.advise(LINEARIZER, "isWithin", Advices.Yes.class)),
                new PlantedBug(
                        "a message of another party is taken",
                        "P3",
                        "What was written for one party can be copied into another that the member shares.",
                        Change.answer(LINEARIZER, "read", "equals", true)),
                new PlantedBug(
                        "a refusal is not told",
                        "P4",
                        "A feed ends at an invalid block, and nobody can ask why.",
                        Change.advise(LINEARIZER, "refusals", Advices.None.class)));
    }

    public static final class NoStatements {
        private NoStatements() {}

        public static List<Message.Advance> none(Message.Header header) {
            return List.of();
        }
    }

    static final class WokenOneTooFew {
        private WokenOneTooFew() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(0) long length,
                @Advice.FieldValue("lengths") long[] lengths,
                @Advice.FieldValue("end") int end,
                @Advice.FieldValue(value = "first", readOnly = false) int first) {
            if (first + 1 < end && lengths[first + 1] <= length) {
                first++;
            }
        }
    }
}
