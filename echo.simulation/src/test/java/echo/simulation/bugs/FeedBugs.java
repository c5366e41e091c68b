package echo.simulation.bugs;

import echo.api.Hash;
import echo.api.feed.Extent;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.asm.Advice;

/** Mistakes in proving what feeds hold, and who may write them. */
@SuppressWarnings("UnusedVariable") // what advices assign is read in the code that they are woven into
final class FeedBugs {
    private FeedBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "a link covers its own block alone",
                        "P3",
                        "The link before is left out of the hash, so that a head vouches for one block instead of all.",
                        Change.advise("echo.codec.Links", "append", LoneBlock.class)),
                new PlantedBug(
                        "a signature is not checked",
                        "P3",
                        "Whoever is connected can write into anybody's feed.",
                        Change.answer("echo.pipeline.feed.FeedVerifier", "verify", "verify", true)),
                new PlantedBug(
                        "a number names a feed's content",
                        "P1",
                        "Extents compare by length alone, and peers on two branches of a feed believe that they agree.",
                        Change.advise("echo.api.feed.Extent", "equals", ByLength.class)),
                new PlantedBug(
                        "a fork is seen and not told",
                        "P3",
                        "Who holds one branch and who holds the other refuse each other's blocks for ever.",
                        Change.skip("echo.node.Witness", "saw")),
                new PlantedBug(
                        "what lies beyond a cut is applied",
                        "P1",
                        "A fork is told, and everybody goes on with the branch that was there first.",
                        Change.advise("echo.pipeline.order.Linearizer", "cut", NoCut.class)),
                new PlantedBug(
                        "a statement's signature is not checked",
                        "P3",
                        "Whoever writes a control feed speaks for everybody.",
                        Change.advise("echo.pipeline.control.Authority", "manner", NoObjection.class)),
                new PlantedBug(
                        "who is no admin admits members",
                        "P3",
                        "A writer's statements count as much as an admin's.",
                        Change.advise("echo.pipeline.control.Authority", "adminObjection", NoObjection.class)),
                new PlantedBug(
                        "a reader writes",
                        "P3",
                        "Roles are kept and never looked at.",
                        Change.advise("echo.pipeline.control.PartyState", "mayGrow", Advices.Yes.class)),
                new PlantedBug(
                        "a used invitation is accepted again",
                        "P3",
                        "The uses that are left are counted and never looked at.",
                        Change.advise("echo.pipeline.control.PartyState$Invitation", "usesLeft", AtLeastOne.class)));
    }

    static final class LoneBlock {
        private LoneBlock() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 1, readOnly = false) Extent before) {
            if (before.length() > 0) {
                before = new Extent(before.length(), Hash.ZERO);
            }
        }
    }

    static final class ByLength {
        private ByLength() {}

        @Advice.OnMethodExit
        static void exit(
                @Advice.FieldValue("length") long length,
                @Advice.Argument(0) Object other,
                @Advice.Return(readOnly = false) boolean equal) {
            equal = other instanceof Extent extent && extent.length() == length;
        }
    }

    static final class NoCut {
        private NoCut() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) long cut) {
            cut = Long.MAX_VALUE;
        }
    }

    static final class NoObjection {
        private NoObjection() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Optional<?> objection) {
            objection = Optional.empty();
        }
    }

    static final class AtLeastOne {
        private AtLeastOne() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) int left) {
            left = Math.max(left, 1);
        }
    }
}
