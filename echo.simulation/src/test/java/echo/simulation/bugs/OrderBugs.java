package echo.simulation.bugs;

import echo.api.FeedKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import net.bytebuddy.asm.Advice;

/** Mistakes in ordering messages and in folding items from them. */
@SuppressWarnings("UnusedVariable") // what advices assign is read in the code that they are woven into
final class OrderBugs {
    private static final String ITEM_LOG = "echo.pipeline.items.ItemLog";
    private static final String KEPT_STATES = "echo.pipeline.items.KeptStates";
    private static final String LINEARIZER = "echo.pipeline.order.Linearizer";

    private OrderBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "a late mutation is appended",
                        "P1",
                        "The ancestor's rule: what arrives late is applied last, and peers that heard otherwise disagree.",
                        Change.advise(ITEM_LOG, "placeOf", Appended.class)),
                new PlantedBug(
                        "a rewind stops one step short",
                        "P1",
                        "Off by one: the state that a rewind starts from has seen one mutation that it should not have.",
                        Change.advise(KEPT_STATES, "rewind", OneMore.class)),
                new PlantedBug(
                        "a rewind skips one mutation",
                        "P1",
                        "Off by one: states are kept under the number of the next mutation, which is then not applied again.",
                        Change.advise(KEPT_STATES, "note", OneMore.class)),
                new PlantedBug(
                        "a held message is forgotten",
                        "P4",
                        "Of several feeds that wait for the same block only all but the first are woken.",
                        Change.advise(LINEARIZER, "wake", WokenOneTooFew.class)),
                new PlantedBug(
                                "a Lamport time is not checked",
                                "P3",
                                "A writer backdates its messages, so that they sort before others' that it has seen.",
                                Change.equal(LINEARIZER, "tryFirst"))
                        .awaits("a member that backdates"));
    }

    static final class Appended {
        private Appended() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("mutations") List<?> mutations, @Advice.Return(readOnly = false) int place) {
            place = mutations.size();
        }
    }

    static final class OneMore {
        private OneMore() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) int count) {
            count++;
        }
    }

    static final class WokenOneTooFew {
        private WokenOneTooFew() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.FieldValue("waiters") Map<FeedKey, NavigableMap<Long, List<FeedKey>>> waiters,
                @Advice.Argument(0) FeedKey feed,
                @Advice.Argument(1) long length) {
            NavigableMap<Long, List<FeedKey>> waiting = waiters.get(feed);
            if (waiting != null) {
                Collection<List<FeedKey>> due = waiting.headMap(length, true).values();
                for (List<FeedKey> together : due) {
                    if (together.size() > 1) {
                        together.remove(0);
                    }
                }
            }
        }
    }
}
