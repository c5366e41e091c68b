package echo.simulation.bugs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Plants every bug in turn, plays worlds until one fails, and prints a table: {@code PlantedBugs [SEEDS [NAME…]]}, where each
 * bug must be found within SEEDS (500, if absent), and only those are planted whose name contains a NAME. Exit code 1 if a bug
 * was not found that must be, or one was that awaits something and need not any more, or one does not fit the code.
 */
public final class PlantedBugs {
    private static final int SEEDS = 500;
    private static final int CONTROL_SEEDS = 20;
    private static final int BY = 78;

    /** Code as it is: what must not fail, or no find means anything. */
    private static final String CONTROL = "(none)";

    private PlantedBugs() {}

    /** A line of the table. */
    private record Line(PlantedBug bug, Hunt.Outcome outcome) {}

    /** All bugs that there are. */
    static List<PlantedBug> all() {
        return Stream.of(OrderBugs.all()).flatMap(List::stream).toList();
    }

    /** Prints the table. */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        long startedNs = System.nanoTime();
        int most = args.length > 0 ? Integer.parseInt(args[0]) : SEEDS;
        List<String> names = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        List<PlantedBug> bugs = all().stream()
                .filter(bug -> names.isEmpty() || names.stream().anyMatch(bug.name()::contains))
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        Future<Hunt.Outcome> control = pool.submit(() -> new Hunt(List.of(), true).play(Math.min(most, CONTROL_SEEDS)));
        List<Future<Line>> pending = new ArrayList<>();
        for (PlantedBug bug : bugs) {
            pending.add(pool.submit(() ->
                    new Line(bug, new Hunt(bug.changes(), bug.promise().equals("P7")).play(most))));
        }
        print("planted bug", "breaks", "seeds", "found by");
        boolean good = control.get() instanceof Hunt.Outcome.Missed;
        print(CONTROL, "", seeds(control.get()), good ? "nothing, as it must be" : said(control.get()));
        int found = 0;
        for (Future<Line> line : pending) {
            Line done = line.get();
            print(done.bug().name(), done.bug().promise(), seeds(done.outcome()), by(done));
            found += done.outcome() instanceof Hunt.Outcome.Found ? 1 : 0;
            good &= isAsItMustBe(done);
        }
        System.out.printf(
                Locale.ROOT,
                "%d of %d planted bugs found within %d seeds each, %d wait for a fault or a checker, %.0f s%s%n",
                found,
                bugs.size(),
                most,
                bugs.stream().filter(bug -> !bug.mustBeFound()).count(),
                (System.nanoTime() - startedNs) / 1e9,
                good ? "" : ": NOT AS IT MUST BE");
        System.exit(good ? 0 : 1);
    }

    private static boolean isAsItMustBe(Line line) {
        return line.bug().mustBeFound()
                ? line.outcome() instanceof Hunt.Outcome.Found
                : line.outcome() instanceof Hunt.Outcome.Missed;
    }

    private static String seeds(Hunt.Outcome outcome) {
        return outcome instanceof Hunt.Outcome.Found ? "" + outcome.seeds() : "> " + outcome.seeds();
    }

    private static String by(Line line) {
        boolean early =
                line.outcome() instanceof Hunt.Outcome.Found && !line.bug().mustBeFound();
        String waits =
                line.outcome() instanceof Hunt.Outcome.Missed && !line.bug().mustBeFound()
                        ? "– awaits " + line.bug().awaits()
                        : "";
        return (isAsItMustBe(line) ? "" : early ? "(awaits nothing any more) " : "NOT FOUND: ")
                + (waits.isEmpty() ? said(line.outcome()) : waits);
    }

    private static String said(Hunt.Outcome outcome) {
        if (outcome instanceof Hunt.Outcome.Found found) {
            return found.by();
        }
        return outcome instanceof Hunt.Outcome.Misfit misfit
                ? misfit.reason()
                : "the change was reached " + ((Hunt.Outcome.Missed) outcome).calls() + " times";
    }

    private static void print(String bug, String promise, String seeds, String by) {
        String line = by.replaceAll("\\s+", " ");
        System.out.printf(
                Locale.ROOT,
                "%-52s %-6s %6s  %s%n",
                bug,
                promise,
                seeds,
                line.length() > BY && !line.contains("NOT") ? line.substring(0, BY - 1) + "…" : line);
    }
}
