package echo.simulation.bugs;

import echo.api.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.bytebuddy.asm.Advice;

/** Mistakes in folding the tree of items, and each of them, from ordered messages. */
@SuppressWarnings("UnusedVariable") // what advices assign is read in the code that they are woven into
final class ItemBugs {
    private static final String HIERARCHY = "echo.pipeline.items.Hierarchy";
    private static final String ITEM_LOG = "echo.pipeline.items.ItemLog";
    private static final String ITEM_TREE = "echo.pipeline.items.ItemTree";
    private static final String KEPT_STATES = "echo.pipeline.items.KeptStates";

    /** Goes with what can make a loop along parents endless. */
    private static final Change ENDS = Change.advise("echo.api.ItemId", "equals", Advices.Stoppable.class);

    private ItemBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "a late mutation is appended",
                        "P1",
                        "The ancestor's rule: what arrives late is applied last, and peers that heard otherwise disagree.",
                        Change.advise(ITEM_LOG, "placeOf", Appended.class)),
                new PlantedBug(
                        "a late operation on the tree is appended",
                        "P1",
                        "The ancestor's rule once more: creates, moves and deletes are done in the order of arrival.",
                        Change.advise(HIERARCHY, "undoAfter", NothingUndone.class)),
                new PlantedBug(
                        "an operation forgets what it replaced",
                        "P1",
                        "To undo a move is to remove the item: where it stood before was not kept.",
                        Change.advise(HIERARCHY + "$Done", "before", Nothing.class)),
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
                        "the last item of a burst is not shown",
                        "P1",
                        "Off by one: of all items that a burst changed the last keeps its old state in the snapshot.",
                        Change.advise("echo.pipeline.items.Snapshot", "with(List, Function)", AllButTheLast.class)),
                new PlantedBug(
                        "hash order leaks into what is saved",
                        "P1",
                        "A thread saves its messages in the order of a hash table, which no two peers share.",
                        Change.advise("echo.model.messenger.ThreadState", "inOrder", InHashOrder.class)),
                new PlantedBug(
                        "wall clocks order mutations",
                        "P1",
                        "The author's clock, not the Lamport time: who has a fast clock wins against all that come after.",
                        Change.advise(ITEM_TREE + "$OrderedBatch", "<init>", ByTheClock.class)),
                new PlantedBug(
                        "a move brings a deleted item back",
                        "P1",
                        "The new placement is made without the mark that the item is deleted.",
                        Change.fix("echo.pipeline.items.Placement", "at", "deleted", false)),
                new PlantedBug(
                        "an item stands below one that is not there",
                        "P1",
                        "A create or move below an unknown item is done; that one comes later, and below what it bears.",
                        Change.advise(HIERARCHY, "exists", Advices.Yes.class),
                        ENDS),
                new PlantedBug(
                        "a cycle is not prevented",
                        "P1",
                        "Two concurrent moves put each item below the other, and both out of the tree.",
                        Change.skip(HIERARCHY, "isWithin"),
                        ENDS),
                new PlantedBug(
                        "what lies below a deleted item is not deleted",
                        "P1",
                        "Only the item's own mark is read, not those above it.",
                        Change.advise("echo.pipeline.items.Snapshot", "isDeleted", Advices.No.class)),
                new PlantedBug(
                        "a burst is applied twice",
                        "P6",
                        "What a burst brought is put behind it once more, and items are given all of it twice.",
                        Change.advise(ITEM_TREE, "apply", Twice.class)),
                new PlantedBug(
                        "an item forgets with its model",
                        "P6",
                        "When a model's bundle stops, the mutations of its items go too; it comes back to empty ones.",
                        Change.advise(ITEM_TREE, "remove", Forgotten.class)));
    }

    static final class Appended {
        private Appended() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("mutations") List<?> mutations, @Advice.Return(readOnly = false) int place) {
            place = mutations.size();
        }
    }

    static final class NothingUndone {
        private NothingUndone() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) List<?> late) {
            late = new ArrayList<>();
        }
    }

    static final class Nothing {
        private Nothing() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Optional<?> before) {
            before = Optional.empty();
        }
    }

    static final class OneMore {
        private OneMore() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) int count) {
            count++;
        }
    }

    static final class AllButTheLast {
        private AllButTheLast() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) List<?> changed) {
            if (changed.size() > 1) {
                changed = changed.subList(0, changed.size() - 1);
            }
        }
    }

    static final class Twice {
        private Twice() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) List<?> burst) {
            List<Object> doubled = new ArrayList<>(burst);
            doubled.addAll(burst);
            burst = doubled;
        }
    }

    static final class InHashOrder {
        private InHashOrder() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return List<?> messages) {
            messages.sort(Inside.hashOrder());
        }
    }

    static final class ByTheClock {
        private ByTheClock() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(value = 0, readOnly = false) Position position, @Advice.Argument(2) long timeMs) {
            position = new Position(timeMs, position.feed(), position.operation());
        }
    }

    static final class Forgotten {
        private Forgotten() {}

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("logs") Map<?, ?> logs) {
            logs.clear();
        }
    }
}
