package echo.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.simulation.explore.Arrivals.Entry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Orders of arrival are all there, each once; or it is said that they are not. */
class ArrivalsTest {
    private static final Budget ALL = Budget.of(Integer.MAX_VALUE);

    private static List<String> texts(Orders<String> orders) {
        List<String> texts = new ArrayList<>();
        orders.forEach(order -> texts.add(String.join(" ", order)));
        return texts;
    }

    private static Entry<String> entry(String content, Integer... needs) {
        return new Entry<>(content, List.of(needs));
    }

    @Test
    void feedsMergeInEveryWayThatKeepsTheirOrder() {
        Arrivals<String> arrivals = Arrivals.of(List.of(List.of("a0", "a1"), List.of("b0")));
        assertEquals(List.of("a0 a1 b0", "a0 b0 a1", "b0 a0 a1"), texts(arrivals.orders(ALL)));
    }

    // a   a0 ── a1
    //       ╲
    // b      b0 ── b1
    @Test
    void inACausalOrderNothingComesBeforeWhatItNeeds() {
        Arrivals<String> arrivals =
                Arrivals.causal(List.of(List.of(entry("a0"), entry("a1")), List.of(entry("b0", 1), entry("b1"))));
        assertEquals(List.of("a0 a1 b0 b1", "a0 b0 a1 b1", "a0 b0 b1 a1"), texts(arrivals.orders(ALL)));
        assertEquals(6, arrivals.inFeedOrder().count().intValue());
        assertEquals(15, arrivals.alongside(List.of("z")).count().intValue());
        assertEquals(
                "A0 B0 B1 A1",
                texts(arrivals.map(text -> text.toUpperCase(Locale.ROOT)).orders(ALL))
                        .get(2));
    }

    /** Every permutation is tried, and those that break a rule are thrown out: what is left is what is counted and made. */
    @Test
    void theyAreThoseOfAllPermutationsThatKeepTheRules() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<List<Entry<String>>> feeds = feeds(random);
            TreeSet<String> expected = new TreeSet<>();
            List<Entry<String>> entries = feeds.stream().flatMap(List::stream).toList();
            permute(entries, new ArrayList<>(), order -> {
                if (isCausal(order, feeds)) {
                    expected.add(
                            String.join(" ", order.stream().map(Entry::content).toList()));
                }
            });
            Orders<String> orders = Arrivals.causal(feeds).orders(ALL);
            assertEquals(List.copyOf(expected), texts(orders), "seed " + seed);
            assertEquals(expected.size(), orders.total().intValue());
        }
    }

    /** Two or three feeds of up to three entries; an entry needs only of feeds with smaller index, so that it can come. */
    private static List<List<Entry<String>>> feeds(SplittableRandom random) {
        List<List<Entry<String>>> feeds = new ArrayList<>();
        int count = 2 + random.nextInt(2);
        for (int feed = 0; feed < count; feed++) {
            List<Entry<String>> entries = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5 - count); i++) {
                List<Integer> needs = new ArrayList<>();
                feeds.forEach(other -> needs.add(random.nextInt(other.size() + 1)));
                entries.add(new Entry<>(Character.toString('a' + feed) + i, needs));
            }
            feeds.add(entries);
        }
        return feeds;
    }

    private static void permute(
            List<Entry<String>> rest, List<Entry<String>> begun, Consumer<List<Entry<String>>> action) {
        if (rest.isEmpty()) {
            action.accept(begun);
        }
        for (Entry<String> entry : rest) {
            List<Entry<String>> without = new ArrayList<>(rest);
            without.remove(entry);
            List<Entry<String>> longer = new ArrayList<>(begun);
            longer.add(entry);
            permute(without, longer, action);
        }
    }

    private static boolean isCausal(List<Entry<String>> order, List<List<Entry<String>>> feeds) {
        for (List<Entry<String>> feed : feeds) {
            for (int i = 0; i < feed.size(); i++) {
                int place = order.indexOf(feed.get(i));
                if (i > 0 && order.indexOf(feed.get(i - 1)) > place) {
                    return false;
                }
                List<Integer> needs = feed.get(i).needs();
                for (int other = 0; other < needs.size(); other++) {
                    if (needs.get(other) > 0 && order.indexOf(feeds.get(other).get(needs.get(other) - 1)) > place) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static Arrivals<String> many() {
        List<List<String>> feeds = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            feeds.add(List.of(name + 0, name + 1, name + 2, name + 3));
        }
        return Arrivals.of(feeds);
    }

    @Test
    void beyondTheBudgetSomeAreDrawnFromTheSeedAndItSaysSo() {
        Orders<String> some = many().orders(new Budget(500, 7));
        assertEquals(new BigInteger("305540235000"), some.total());
        assertFalse(some.isExhaustive());
        assertEquals("500 of 305540235000 orders, drawn with seed 7", some.toString());
        assertEquals(500, new TreeSet<>(texts(some)).size());
        assertEquals(500, texts(some).size());
        assertEquals(texts(some), texts(many().orders(new Budget(500, 7))));
        assertNotEquals(texts(some), texts(many().orders(new Budget(500, 8))));
        Orders<String> all =
                Arrivals.of(List.of(List.of("a", "b"), List.of("c", "d"))).orders(Budget.of(6));
        assertTrue(all.isExhaustive());
        assertEquals("all 6 orders", all.toString());
    }

    /** Each of the ten orders is drawn about equally often when four are drawn at a time. */
    @Test
    void everyOrderHasTheSameChanceToBeDrawn() {
        Arrivals<String> arrivals = Arrivals.of(List.of(List.of("a", "b", "c"), List.of("d", "e")));
        List<String> drawn = new ArrayList<>();
        for (int seed = 0; seed < 1_000; seed++) {
            drawn.addAll(texts(arrivals.orders(new Budget(4, seed))));
        }
        TreeSet<String> different = new TreeSet<>(drawn);
        assertEquals(10, different.size());
        different.forEach(order -> {
            int times = Collections.frequency(drawn, order);
            assertTrue(times > 330 && times < 470, order + " was drawn " + times + " times of 400 expected");
        });
    }

    @Test
    void anOrderThatFailsIsNamedAndCanBeReadBack() {
        Orders<String> orders =
                Arrivals.of(List.of(List.of("a0", "a1"), List.of("b0"))).orders(ALL);
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> orders.check(order -> {
                    if (order.indexOf("b0") == 1) {
                        throw new IllegalStateException("b0 was second");
                    }
                }));
        assertEquals("order 1 of 3, 'a0 b0 a1': java.lang.IllegalStateException: b0 was second", failure.getMessage());
        assertEquals(List.of("a0", "b0", "a1"), orders.order("a0 b0 a1"));
        assertEquals(List.of("a0", "b0", "a1"), orders.order(BigInteger.ONE));
        assertThrows(IllegalArgumentException.class, () -> orders.order("a0 b0"));
        assertThrows(IllegalArgumentException.class, () -> orders.order("a1 a0 b0"));
        assertThrows(IllegalArgumentException.class, () -> orders.order("a0 b0 a1 b1"));
        assertThrows(IllegalArgumentException.class, () -> orders.order(BigInteger.valueOf(3)));
    }

    @Test
    void whatCanNeverArriveAndWhatCannotBeCountedIsRefused() {
        List<List<Entry<String>>> circle = List.of(List.of(entry("a", 0, 1)), List.of(entry("b", 1)));
        assertThrows(IllegalArgumentException.class, () -> Arrivals.causal(circle));
        assertThrows(IllegalArgumentException.class, () -> Arrivals.causal(List.of(List.of(entry("a", 0, 1)))));
        List<List<String>> wide = Collections.nCopies(20, List.of("x", "y"));
        assertThrows(IllegalArgumentException.class, () -> Arrivals.of(wide));
        assertThrows(IllegalArgumentException.class, () -> Budget.of(0));
    }
}
