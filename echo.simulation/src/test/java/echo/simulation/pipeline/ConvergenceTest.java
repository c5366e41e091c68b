package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.value.Value;
import echo.codec.Operation;
import echo.codec.Operation.Create;
import echo.codec.Operation.Move;
import echo.codec.Operation.Mutate;
import echo.model.object.ObjectModel;
import echo.simulation.explore.Arrivals;
import echo.simulation.explore.Budget;
import echo.simulation.explore.Step;
import echo.simulation.pipeline.Reader.Shelf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** P1, P4 and P7 in small worlds: every order in which messages can arrive gives the same bytes, whatever happens meanwhile. */
class ConvergenceTest {
    private static final Bytes NONCE = Bytes.hex("0000000000000001");

    /** What was tried: orders, looks at a reader in between, and how many of them found messages held. */
    private record Tally(int orders, int looks, int held) {
        Tally plus(Tally other) {
            return new Tally(orders + other.orders, looks + other.looks, held + other.held);
        }
    }

    /** Lets {@code history} arrive in the orders that {@code choice} makes of the causal ones; all must end as its writers did. */
    private static Tally explore(SmallHistory history, UnaryOperator<Arrivals<Step<Reader>>> choice, Budget budget) {
        Shelf shelf = new Shelf(history);
        int orders = choice.apply(shelf.arrivals())
                .orders(budget)
                .check(shelf.trial(history.end()))
                .size();
        return new Tally(orders, shelf.looks(), shelf.held());
    }

    /** The same for histories that grow from seeds, at most {@code most} orders of each. */
    private static Tally explore(int firstSeed, int histories, int most, UnaryOperator<Arrivals<Step<Reader>>> choice) {
        Tally tally = new Tally(0, 0, 0);
        for (int seed = firstSeed; seed < firstSeed + histories; seed++) {
            try {
                tally = tally.plus(explore(SmallHistory.grow(seed), choice, new Budget(most, seed)));
            } catch (AssertionError e) {
                throw new AssertionError("history of seed " + seed + ", " + e.getMessage(), e);
            }
        }
        return tally;
    }

    private static void assertTried(int orders, Tally tally) {
        assertTrue(tally.orders() >= orders, "too little was tried: " + tally);
    }

    @Test
    void everyOrderThatKeepsFeedsGivesTheSameBytesAndHoldsExactlyWhatLacksSomething() {
        Tally tally = explore(0, 150, 200, Arrivals::inFeedOrder);
        assertTried(9_000, tally);
        assertTrue(tally.held() > tally.looks() / 8, "hardly anything was held: " + tally);
    }

    @Test
    void inACausalOrderNothingIsEverHeld() {
        Tally tally = explore(1_000, 120, 100, UnaryOperator.identity());
        assertTried(3_000, tally);
        assertEquals(0, tally.held());
    }

    @Test
    void aRestartBetweenAnyTwoMessagesChangesNothing() {
        assertTried(
                4_500,
                explore(2_000, 60, 120, arrivals -> arrivals.inFeedOrder().alongside(List.of(Reader.restart()))));
    }

    @Test
    void bundlesThatGoAndComeBetweenAnyTwoMessagesChangeNothing() {
        List<Step<Reader>> objects = Reader.swap(Desk.OBJECT, new ObjectModel());
        List<Step<Reader>> journals = Reader.swap(Journal.IN_ORDER.id(), Journal.IN_ORDER);
        List<Step<Reader>> tallies = Reader.swap(Journal.SORTED.id(), Journal.SORTED);
        List<Step<Reader>> unsaved = Reader.swap(Journal.UNSAVED.id(), Journal.UNSAVED);
        assertTried(
                5_500,
                explore(
                        3_000,
                        50,
                        120,
                        arrivals -> arrivals.inFeedOrder()
                                .alongside(objects)
                                .alongside(journals)
                                .alongside(tallies)
                                .alongside(unsaved)
                                .alongside(List.of(Reader.restart()))));
    }

    @Test
    void whatComesTwiceIsAppliedOnce() {
        assertTried(
                3_000,
                explore(
                        4_000,
                        40,
                        100,
                        arrivals -> arrivals.inFeedOrder().alongside(List.of(Reader.again(), Reader.again()))));
    }

    private static Create object() {
        return new Create(NONCE, Desk.OBJECT, ItemId.ROOT);
    }

    private static Mutate edit(Desk desk, ItemId item, Consumer<ObjectItem> change) {
        return new Mutate(item, desk.edit(item, change).get(0));
    }

    // a   a0 ── a1        keys a < b; all three set one property, and neither writer has seen the other's
    // b   b0
    // c   creates the item
    //
    // Lamport times: a0 = b0 = n, a1 = n + 1. So the order is a0, b0, a1 and a1 stands. Two peers of the ancestor
    // disagreed here for ever, with equal timeframes.
    @Test
    void theAncestorsThreeMessagesConvergeInEveryOrder() {
        SmallHistory history = SmallHistory.of(3, desks -> {
            Desk a = desks.get(0);
            Desk b = desks.get(1);
            Desk c = desks.get(2);
            c.write(object());
            ItemId item = ItemId.of(c.person().data(), NONCE);
            a.sync(c).write(edit(a, item, it -> it.set("p", Value.of("a0"))));
            a.write(edit(a, item, it -> it.set("p", Value.of("a1"))));
            b.sync(c).write(edit(b, item, it -> it.set("p", Value.of("b0"))));
        });
        List<Desk> desks = history.desks();
        assertTrue(desks.get(0).person().data().compareTo(desks.get(1).person().data()) < 0);
        for (Desk desk : desks) {
            ItemId item = ItemId.of(desks.get(2).person().data(), NONCE);
            assertEquals(Value.of("a1"), desk.read(item, "p").orElseThrow());
        }
        Budget all = Budget.of(10_000);
        assertEquals(3, explore(history, UnaryOperator.identity(), all).orders());
        assertEquals(12, explore(history, Arrivals::inFeedOrder, all).orders());
        assertEquals(
                1_260,
                explore(
                                history,
                                arrivals -> arrivals.inFeedOrder()
                                        .alongside(Reader.swap(Desk.OBJECT, new ObjectModel()))
                                        .alongside(List.of(Reader.restart())),
                                all)
                        .orders());
    }

    // a   creates x, y, z ─┬─ x under y ── z under x
    // b                    ├─ y under z ── x under y
    // c                    └─ z under x ── y under z      none of them knows of the others' moves
    //
    // Each pair of rows makes a cycle. In the order a, b, c the moves that come last do nothing, on every peer.
    @Test
    void movesThatTogetherMakeACycleLeaveTheSameTreeInEveryOrder() {
        List<ItemId> items = new ArrayList<>();
        SmallHistory history = SmallHistory.of(3, desks -> {
            List<Operation> creates = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Bytes nonce = Bytes.hex("000000000000000" + i);
                creates.add(new Create(nonce, Journal.IN_ORDER.id(), ItemId.ROOT));
                items.add(ItemId.of(desks.get(0).person().data(), nonce));
            }
            desks.get(0).write(creates.toArray(Operation[]::new));
            desks.forEach(desk -> desk.sync(desks.get(0)));
            for (int i = 0; i < 3; i++) {
                desks.get(i).write(new Move(items.get(i), items.get((i + 1) % 3)));
                desks.get(i).write(new Move(items.get((i + 2) % 3), items.get(i)));
            }
        });
        List<ItemId> parents = items.stream()
                .map(item -> history.desks()
                        .get(1)
                        .engine()
                        .snapshot()
                        .records()
                        .get(item)
                        .orElseThrow()
                        .parent())
                .toList();
        assertEquals(List.of(items.get(1), items.get(2), ItemId.ROOT), parents);
        Budget all = Budget.of(10_000);
        assertEquals(90, explore(history, UnaryOperator.identity(), all).orders());
        assertEquals(210, explore(history, Arrivals::inFeedOrder, all).orders());
        assertEquals(
                1_680,
                explore(history, arrivals -> arrivals.inFeedOrder().alongside(List.of(Reader.restart())), all)
                        .orders());
    }

    /** One update of two properties is seen whole or not at all. */
    @Test
    void aBatchIsAppliedTogether() {
        SmallHistory history = SmallHistory.of(2, desks -> {
            Desk a = desks.get(0).write(object());
            ItemId item = ItemId.of(a.person().data(), NONCE);
            a.write(edit(a, item, it -> it.set("a", Value.of(1L))), edit(a, item, it -> it.set("b", Value.of(2L))));
        });
        Desk b = history.desks().get(1);
        ItemId item = ItemId.of(history.desks().get(0).person().data(), NONCE);
        assertEquals(Value.of(1L), b.read(item, "a").orElseThrow());
        assertEquals(Value.of(2L), b.read(item, "b").orElseThrow());
        assertEquals(2, b.engine().applied().totalLength());
    }
}
