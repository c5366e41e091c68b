package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.simulation.explore.Arrivals;
import echo.simulation.explore.Budget;
import echo.simulation.explore.Step;
import echo.simulation.explore.Trial;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** P1 and P3 where people are removed while they write: in every order of arrival the same belong, and the same is shown. */
class RevocationOrderTest {
    /** With {@code -Dhistories=5000} twice as many. */
    private static final int HISTORIES = Integer.getInteger("histories", 2_500);

    @Test
    void removalsEndAlikeInEveryOrderWhateverIsUnderWay() {
        Map<String, Integer> seen = new TreeMap<>();
        for (int seed = 0; seed < HISTORIES; seed++) {
            SmallHistory history = SmallHistory.growWithRevocations(seed);
            Fate end = history.end();
            count(seen, history, end);
            Trial<Desk> trial = new Trial<>(
                    history::newcomer, desk -> assertTrue(end.agrees(desk.fate()), () -> end + ", not " + desk.fate()));
            check(history, seed, trial);
        }
        for (String kind : List.of("cut", "beyond", "disputes", "strays", "gone")) {
            assertTrue(
                    seen.getOrDefault(kind, 0) >= HISTORIES / 100,
                    () -> "too few histories have " + kind + ": " + seen);
        }
    }

    private static void count(Map<String, Integer> seen, SmallHistory history, Fate end) {
        boolean beyond = false;
        boolean cut = false;
        for (Map.Entry<FeedKey, Extent> entry : end.party().cuts().data()) {
            long applied = end.applied().extent(entry.getKey()).length();
            assertTrue(applied <= entry.getValue().length(), "shows what a removed member wrote: " + end);
            cut |= entry.getValue().length() > 0;
            beyond |= history.desks().stream()
                    .anyMatch(desk -> desk.engine().extent(entry.getKey()).length()
                            > entry.getValue().length());
        }
        see(seen, "cut", cut);
        see(seen, "beyond", beyond);
        see(seen, "strays", end.party().taken().size() > end.party().feeds().size());
        see(seen, "disputes", end.refused().stream().anyMatch(it -> it.endsWith("its author is removed")));
        see(seen, "gone", end.party().members().size() < history.desks().size() - 1);
    }

    private static void see(Map<String, Integer> seen, String kind, boolean now) {
        seen.merge(kind, now ? 1 : 0, Integer::sum);
    }

    private static void check(SmallHistory history, int seed, Trial<Desk> trial) {
        try {
            Arrivals.of(history.feeds())
                    .map(run -> new Step<Desk>(
                            history.name(run), desk -> desk.offer(run).flush()))
                    .alongside(List.of(new Step<>("restart", Desk::restart)))
                    .orders(new Budget(2, seed))
                    .check(trial);
        } catch (AssertionError e) {
            throw new AssertionError("history of seed " + seed + ", " + e.getMessage(), e);
        }
    }
}
