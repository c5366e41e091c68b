package echo.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Scripts are interleaved in every way, crashes included, and a schedule that fails can be read and run again. */
class InterleavingsTest {
    private static final Budget ALL = Budget.of(Integer.MAX_VALUE);

    /** A counter that two clerks raise, each of whom reads, adds one, and writes. */
    private static final class Counter {
        private int written;
        private final TreeMap<String, Integer> inHand = new TreeMap<>();

        static Script<Counter> clerk(String name) {
            return Script.<Counter>of(name)
                    .then("reads", counter -> counter.inHand.put(name, counter.written))
                    .then("writes", counter -> counter.written = counter.inHand.getOrDefault(name, -1) + 1);
        }
    }

    /** A clerk who crashes forgets the number that it read. */
    private static final Interleavings.Outage<Counter> FORGETS = new Interleavings.Outage<>() {
        @Override
        public void crash(Counter counter, String clerk) {
            counter.inHand.remove(clerk);
        }

        @Override
        public void restart(Counter counter, String clerk) {}
    };

    private static List<String> texts(Orders<Step<Counter>> schedules) {
        List<String> texts = new ArrayList<>();
        schedules.forEach(schedule ->
                texts.add(String.join(" ", schedule.stream().map(Step::name).toList())));
        return texts;
    }

    @Test
    void everyInterleavingIsTakenAndTheLostUpdateFound() {
        Orders<Step<Counter>> schedules = Interleavings.of(List.of(Counter.clerk("a"), Counter.clerk("b")))
                .schedules(ALL);
        assertEquals(
                List.of(
                        "a.reads a.writes b.reads b.writes",
                        "a.reads b.reads a.writes b.writes",
                        "a.reads b.reads b.writes a.writes",
                        "b.reads a.reads a.writes b.writes",
                        "b.reads a.reads b.writes a.writes",
                        "b.reads b.writes a.reads a.writes"),
                texts(schedules));
        Trial<Counter> trial = new Trial<>(Counter::new, counter -> assertEquals(2, counter.written));
        AssertionError failure = assertThrows(AssertionError.class, () -> schedules.check(trial));
        assertEquals(
                "order 1 of 6, 'a.reads b.reads a.writes b.writes': "
                        + "org.opentest4j.AssertionFailedError: expected: <2> but was: <1>",
                failure.getMessage());
        assertThrows(AssertionError.class, () -> trial.accept(schedules.order("a.reads b.reads a.writes b.writes")));
        trial.accept(schedules.order("a.reads a.writes b.reads b.writes"));
    }

    /** Without a crash 1, with one in one of three gaps 3. A clerk that crashes between reading and writing writes nonsense. */
    @Test
    void anActorCanCrashBetweenAnyTwoStepsAndActsAgainOnceItHasRestarted() {
        Interleavings<Counter> alone = Interleavings.of(List.of(Counter.clerk("a")), 1, FORGETS);
        assertEquals(
                List.of(
                        "a.reads a.writes",
                        "a.reads a.writes a! a+",
                        "a.reads a! a+ a.writes",
                        "a! a+ a.reads a.writes"),
                texts(alone.schedules(ALL)));
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> alone.schedules(ALL)
                        .check(new Trial<>(Counter::new, counter -> assertEquals(1, counter.written))));
        assertTrue(failure.toString().contains("'a.reads a! a+ a.writes'"), failure.toString());
    }

    @Test
    void whileOneIsDownTheOthersGoOn() {
        List<String> schedules = texts(Interleavings.of(List.of(Counter.clerk("a"), Counter.clerk("b")), 2, FORGETS)
                .schedules(ALL));
        assertTrue(schedules.contains("a.reads a! b.reads b! a+ a.writes b+ b.writes"));
        assertTrue(schedules.contains("a! a+ a! b.reads b.writes a+ a.reads a.writes"));
        assertEquals(schedules.size(), List.copyOf(new TreeSet<>(schedules)).size());
        for (String schedule : schedules) {
            assertTrue(schedule.chars().filter(letter -> letter == '!').count() <= 2, schedule);
            assertTrue(!schedule.matches(".*a!( b\\S+)* a\\..*"), schedule);
            assertTrue(!schedule.matches(".*b!( a\\S+)* b\\..*"), schedule);
        }
        assertEquals(bruteForce(2), schedules.size());
    }

    /** Counts by going every way: two clerks of two steps each, up or down. */
    private static int bruteForce(int crashes) {
        return count(new int[] {2, 2}, new boolean[2], crashes);
    }

    private static int count(int[] left, boolean[] down, int crashes) {
        int ways = left[0] == 0 && left[1] == 0 && !down[0] && !down[1] ? 1 : 0;
        for (int clerk = 0; clerk < 2; clerk++) {
            if (!down[clerk] && left[clerk] > 0) {
                left[clerk]--;
                ways += count(left, down, crashes);
                left[clerk]++;
            }
            if (down[clerk] || crashes > 0) {
                down[clerk] = !down[clerk];
                ways += count(left, down, down[clerk] ? crashes - 1 : crashes);
                down[clerk] = !down[clerk];
            }
        }
        return ways;
    }

    @Test
    void twoScriptsOfOneActorAndNamesWithBlanksAreRefused() {
        Script<Counter> a = Counter.clerk("a");
        assertThrows(IllegalArgumentException.class, () -> Interleavings.of(List.of(a, a)));
        assertThrows(IllegalArgumentException.class, () -> a.then("does this", counter -> {}));
    }
}
