package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.feed.Timeframe;
import echo.codec.Operation;
import echo.codec.Operation.Create;
import echo.codec.Operation.Move;
import echo.codec.Operation.Mutate;
import echo.pipeline.Effect;
import echo.pipeline.Event;
import echo.simulation.explore.Budget;
import echo.simulation.explore.Interleavings;
import echo.simulation.explore.Orders;
import echo.simulation.explore.Script;
import echo.simulation.explore.Step;
import echo.simulation.explore.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** P1 and P2: three people write and hear of each other in every interleaving, and each can crash between any two steps. */
class CrashScheduleTest {
    private static final List<Bytes> NONCES = List.of(Bytes.hex("0000000000000001"), Bytes.hex("0000000000000002"));

    /** Three desks of a party, some of which are down. */
    private static final class Office {
        private final List<Desk> desks = SmallHistory.of(3, desks -> {}).desks();
        private final TreeSet<String> down = new TreeSet<>();
        private final List<ItemId> items = new ArrayList<>();

        Office() {
            NONCES.forEach(nonce -> items.add(ItemId.of(desk("a").person().data(), nonce)));
        }

        Desk desk(String name) {
            return desks.get(name.charAt(0) - 'a');
        }

        void ends() {
            for (int round = 0; round < 2; round++) {
                desks.forEach(desk -> desks.forEach(desk::sync));
            }
            Fate end = desk("a").fate();
            Timeframe promised = Timeframe.EMPTY;
            for (Desk desk : desks) {
                assertEquals(end, desk.fate());
                assertEquals(List.of(), desk.refused());
                for (Effect effect : desk.effects()) {
                    promised = effect instanceof Effect.Sealed sealed ? promised.merge(sealed.timeframe()) : promised;
                }
            }
            assertEquals(0, end.held());
            Timeframe left = end.applied().merge(desk("a").engine().controlHeld());
            assertTrue(left.covers(promised), promised + " was sealed, and left is " + left);
        }
    }

    private static final Interleavings.Outage<Office> POWER = new Interleavings.Outage<>() {
        @Override
        public void crash(Office office, String actor) {
            office.down.add(actor);
        }

        @Override
        public void restart(Office office, String actor) {
            office.down.remove(actor);
            office.desk(actor).restart();
        }
    };

    private static final Trial<Office> TRIAL = new Trial<>(Office::new, Office::ends);

    /** Two steps: what is written is lost if its author crashes before the end of the burst. */
    private static Script<Office> writes(Script<Office> script, String what, Function<Office, List<Operation>> batch) {
        String actor = script.actor();
        return script.then(what, office -> office.desk(actor).handle(new Event.Write(1, batch.apply(office))))
                .then("flush", office -> office.desk(actor).flush());
    }

    private static Script<Office> hears(Script<Office> script, String other) {
        return script.then("hears-" + other, office -> {
            if (!office.down.contains(other)) {
                office.desk(script.actor()).sync(office.desk(other));
            }
        });
    }

    /** a creates two items; b notes something in one; c, who hears of it through b, moves it below the other. */
    private static List<Script<Office>> scripts() {
        Script<Office> a = writes(
                Script.of("a"),
                "create",
                office -> List.of(
                        new Create(NONCES.get(0), Journal.IN_ORDER.id(), ItemId.ROOT),
                        new Create(NONCES.get(1), Desk.OBJECT, ItemId.ROOT)));
        Script<Office> b = writes(
                hears(Script.of("b"), "a"),
                "note",
                office -> List.of(new Mutate(office.items.get(0), Bytes.utf8("b"))));
        Script<Office> c = writes(
                hears(Script.of("c"), "b"),
                "move",
                office -> List.of(new Move(office.items.get(0), office.items.get(1))));
        return List.of(a, b, c);
    }

    @Test
    void nothingSealedIsLostAndAllAgreeHoweverTheyInterleave() {
        Orders<Step<Office>> schedules =
                Interleavings.of(scripts()).schedules(Budget.of(560)).check(TRIAL);
        assertTrue(schedules.isExhaustive());
        assertEquals(560, schedules.size());
    }

    @Test
    void nothingSealedIsLostAndAllAgreeWhereverOneOfTwoCrashes() {
        Orders<Step<Office>> schedules = Interleavings.of(scripts().subList(0, 2), 1, POWER)
                .schedules(Budget.of(1_000))
                .check(TRIAL);
        assertTrue(schedules.isExhaustive());
        assertEquals(199, schedules.size());
    }

    @Test
    void nothingSealedIsLostAndAllAgreeWhereverThreeCrash() {
        Orders<Step<Office>> schedules = Interleavings.of(scripts(), 3, POWER)
                .schedules(new Budget(1_000, 3))
                .check(TRIAL);
        assertEquals(1_000, schedules.size());
    }
}
