package echo.simulation.bugs;

import java.util.List;
import net.bytebuddy.asm.Advice;

/** Code that is woven into production code by more than one bug. */
final class Advices {
    private Advices() {}

    /** The method is not carried out; what it would give is null, 0 or false. */
    static final class Skip {
        private Skip() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean skip() {
            return true;
        }
    }

    /** Whatever the method finds, it says yes. */
    @SuppressWarnings("UnusedVariable") // what is assigned is what the method gives
    static final class Yes {
        private Yes() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) boolean answer) {
            answer = true;
        }
    }

    /** Whatever the method finds, it says no. */
    @SuppressWarnings("UnusedVariable") // what is assigned is what the method gives
    static final class No {
        private No() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) boolean answer) {
            answer = false;
        }
    }

    /** Whatever the method finds, it tells of none. */
    @SuppressWarnings("UnusedVariable") // what is assigned is what the method gives
    static final class None {
        private None() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) List<?> found) {
            found = List.of();
        }
    }

    /** Lets a loop that a bug made endless end when its thread is interrupted. */
    static final class Stoppable {
        private Stoppable() {}

        @Advice.OnMethodEnter
        static void enter() {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("the hunt is over");
            }
        }
    }

    /** Counts that a changed method was called. */
    static final class Reach {
        private Reach() {}

        @Advice.OnMethodEnter
        static void enter() {
            Reached.note();
        }
    }
}
