package echo.simulation.bugs;

import echo.api.DeviceKey;
import echo.api.feed.Timeframe;
import echo.codec.Statement.ExchangeKey;
import echo.node.Loop;
import echo.pipeline.Effect;
import echo.pipeline.PartyEngine;
import echo.pipeline.control.PartyState;
import echo.pipeline.items.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.asm.Advice;

/** Mistakes in driving the core: what is let out before it is durable, what is lost when something fails. */
@SuppressWarnings("UnusedVariable") // what advices assign is read in the code that they are woven into
final class NodeBugs {
    private static final String KEEPER = "echo.node.PartyKeeper";

    private NodeBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "a receipt is complete before the force",
                        "P2",
                        "The user is told that a write is durable when it is only sealed.",
                        Change.advise(KEEPER, "carryOut", ToldAtOnce.class)),
                new PlantedBug(
                        "forces are spared",
                        "P2",
                        "To be fast, the disk is asked in a tenth of each second only; receipts do not wait for it.",
                        Change.advise(KEEPER, "force", AtTimes.class)),
                new PlantedBug(
                        "memory is trusted after a failed force",
                        "P2",
                        "The store is opened again, the engine goes on with what it remembers, and the two are apart.",
                        Change.advise(KEEPER, "restore", GoesOn.class)),
                new PlantedBug(
                        "a device that was set back writes at once",
                        "P1",
                        "The note that its store was set back is not looked for, and what peers have of it is written again.",
                        Change.skip("echo.node.Fence", "look")),
                new PlantedBug(
                        "a device that was set back asks nobody",
                        "P1",
                        "It writes as soon as anything happens, before any peer has said what it holds.",
                        Change.advise("echo.node.Fence", "mayFall", Advices.Yes.class)),
                new PlantedBug(
                        "a damaged store is not repaired",
                        "P3",
                        "The store is opened again and again, and is as damaged as before.",
                        Change.skip(KEEPER, "repair")),
                new PlantedBug(
                        "a dialer gives up",
                        "P1",
                        "An address whose channel broke, or was never opened, is not dialled again.",
                        Change.skip("echo.node.Dialer", "dialAgain")),
                new PlantedBug(
                        "a proven session is closed as half open",
                        "P1",
                        "A channel keeps its place among the half open when membership is proved, and is closed in time.",
                        Change.skip("echo.node.HalfOpen", "remove")),
                new PlantedBug(
                        "channels of strangers stay open",
                        "P10",
                        "Whoever opens a channel and says nothing keeps it for ever.",
                        Change.leaveOut("echo.node.Reception", "opened", "after")),
                new PlantedBug(
                        "channels of strangers outlive the node",
                        "P10",
                        "A node that stops leaves open what was never greeted, and no timer is left to close it.",
                        Change.skip("echo.node.HalfOpen", "close")),
                new PlantedBug(
                        "the machine's clock is read",
                        "P7",
                        "Messages bear the time of the machine instead of the node's, and no seed replays.",
                        Change.replace(KEEPER, "flush", "wallMs", MachineClock.class)),
                new PlantedBug(
                        "a receipt is never complete",
                        "P4",
                        "Receipts of writes that a failing disk has lost are dropped instead of failed.",
                        Change.leaveOut("echo.node.Receipts", "fail", "forEach")),
                new PlantedBug(
                        "a view goes back while a store is opened again",
                        "P6",
                        "Readers see an empty party until the engine is restored.",
                        Change.advise(KEEPER, "postpone", Emptied.class)),
                new PlantedBug(
                        "a slow subscriber misses the newest view",
                        "P4",
                        "A view that comes while another waits to be delivered is dropped.",
                        Change.advise("echo.node.Subscriber", "offer", FirstWins.class)),
                new PlantedBug(
                        "a subscriber is spared what comes soon after",
                        "P4",
                        "Of the views of each second the later ones are not told, though none may follow.",
                        Change.advise("echo.node.Subscriber", "offer", OncePerSecond.class)),
                new PlantedBug(
                        "any device may enter",
                        "P3",
                        "A greeting is believed whoever sends it: the key of the session is not compared.",
                        Change.replace("echo.node.Gatekeeper", "prove", "deviceWith", AnyDevice.class)));
    }

    static final class ToldAtOnce {
        private ToldAtOnce() {}

        @Advice.OnMethodExit
        static void exit(@Advice.This Object keeper, @Advice.Argument(0) List<Effect> effects) {
            for (Effect effect : effects) {
                if (effect instanceof Effect.Sealed) {
                    Inside.call(keeper, "letOut", effect);
                }
            }
        }
    }

    static final class GoesOn {
        private GoesOn() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.FieldValue("engine") PartyEngine engine) {
            return engine.held().totalLength() > 0;
        }
    }

    static final class AtTimes {
        private AtTimes() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.FieldValue("loop") Loop loop) {
            return loop.nowMs() % 1_000 >= 100;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter boolean spared, @Advice.Return(readOnly = false) boolean forced) {
            if (spared) {
                forced = true;
            }
        }
    }

    public static final class MachineClock {
        private MachineClock() {}

        public static long nowMs(Loop loop) {
            return System.currentTimeMillis();
        }
    }

    static final class Emptied {
        private Emptied() {}

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue("watcher") Object watcher) {
            Inside.call(watcher, "published", Snapshot.EMPTY, Timeframe.EMPTY);
        }
    }

    static final class OncePerSecond {
        private OncePerSecond() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.FieldValue("loop") Loop loop) {
            return loop.nowMs() % 1_000 >= 500;
        }
    }

    static final class FirstWins {
        private FirstWins() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(@Advice.FieldValue("latest") AtomicReference<?> latest) {
            return !Optional.empty().equals(latest.get());
        }
    }

    public static final class AnyDevice {
        private AnyDevice() {}

        public static Optional<DeviceKey> last(PartyState proven, ExchangeKey exchange) {
            return proven.devices().last().map(Map.Entry::getKey);
        }
    }
}
