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
 * Plants every bug in turn, plays worlds until one fails, and prints a table: {@code PlantedBugs [SEEDS [NAME…]]}. Each bug
 * must be found within SEEDS (500, if absent); one that awaits something is only tried for a few, to see whether it still does.
 * With NAMEs, only bugs whose name contains one are planted, and all of them for SEEDS. Exit code 1 if a bug was not found
 * that must be, or was found and still says that it awaits something, or does not fit the code.
 */
public final class PlantedBugs {
    private static final int SEEDS = 500;
    private static final int AWAITING_SEEDS = 10;
    private static final int CONTROL_SEEDS = 20;
    private static final int REMARK = 100;

    private PlantedBugs() {}

    /** All bugs that there are, the ancestor's first. */
    static List<PlantedBug> all() {
        return Stream.of(
                        ItemBugs.all(),
                        OrderBugs.all(),
                        StorageBugs.all(),
                        NodeBugs.all(),
                        SyncBugs.all(),
                        FeedBugs.all())
                .flatMap(List::stream)
                .toList();
    }

    /** A line of the table. */
    private record Line(PlantedBug bug, Hunt.Outcome outcome) {
        boolean found() {
            return outcome instanceof Hunt.Outcome.Found;
        }

        boolean good() {
            return bug.mustBeFound() ? found() : outcome instanceof Hunt.Outcome.Missed;
        }

        String remark() {
            if (good() && !found()) {
                return "(awaits " + bug.awaits() + ")";
            }
            return good() ? outcome.says() : (found() ? "AWAITS NOTHING: " : "NOT FOUND: ") + outcome.says();
        }
    }

    /** Prints the table. */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        long startedNs = System.nanoTime();
        int most = args.length > 0 ? Integer.parseInt(args[0]) : SEEDS;
        List<String> names = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        int few = Math.min(most, names.isEmpty() ? AWAITING_SEEDS : most);
        Future<Hunt.Outcome> control = pool.submit(() -> new Hunt(List.of(), true).play(Math.min(most, CONTROL_SEEDS)));
        List<Future<Line>> lines = new ArrayList<>();
        for (PlantedBug bug : all()) {
            if (names.isEmpty() || names.stream().anyMatch(bug.name()::contains)) {
                Hunt hunt = new Hunt(bug.changes(), bug.promise().equals("P7"));
                lines.add(pool.submit(() -> new Line(bug, hunt.play(bug.mustBeFound() ? most : few))));
            }
        }
        boolean good = table(control.get(), lines, most);
        System.out.printf(Locale.ROOT, ", %.0f s%n", (System.nanoTime() - startedNs) / 1e9);
        System.exit(good ? 0 : 1);
    }

    /** Prints a line when its bug is done with; whether all is as it must be. */
    private static boolean table(Hunt.Outcome control, List<Future<Line>> lines, int most)
            throws InterruptedException, ExecutionException {
        boolean green = control instanceof Hunt.Outcome.Missed;
        print("planted bug", "breaks", "seeds", "found by");
        print("(none: the code as it is)", "", "> " + control.seeds(), green ? "nothing" : control.says());
        int found = 0;
        int awaiting = 0;
        List<String> bad = new ArrayList<>(green ? List.of() : List.of("the code as it is"));
        for (Future<Line> future : lines) {
            Line line = future.get();
            String seeds = (line.found() ? "" : "> ") + line.outcome().seeds();
            print(line.bug().name(), line.bug().promise(), seeds, line.remark());
            found += line.found() ? 1 : 0;
            awaiting += line.bug().mustBeFound() ? 0 : 1;
            if (!line.good()) {
                bad.add("'" + line.bug().name() + "'");
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d of %d planted bugs found within %d seeds, %d await a fault or a checker%s",
                found,
                lines.size(),
                most,
                awaiting,
                bad.isEmpty() ? "" : ", not as it must be: " + String.join(", ", bad));
        return bad.isEmpty();
    }

    private static void print(String bug, String promise, String seeds, String remark) {
        String line = remark.replaceAll("\\s+", " ");
        String cut = line.length() > REMARK ? line.substring(0, REMARK - 1) + "…" : line;
        System.out.printf(Locale.ROOT, "%-50s %-6s %6s  %s%n", bug, promise, seeds, cut);
    }
}
