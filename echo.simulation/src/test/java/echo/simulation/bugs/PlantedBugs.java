package echo.simulation.bugs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Plants every bug in turn, and prints a table of who finds it and how many seeds that took. Exit code 1 if one is not found.
 *
 * <ul>
 *   <li>{@code replay}: plays of each bug the seed that found it in the last hunt; if that does not find it any more, hunts for it.
 *   <li>{@code hunt SEEDS FILE [NAME…]}: plays seeds 1 to SEEDS until one finds it, each bug in a process of its own, and notes
 *       the seeds in FILE. With NAMEs only bugs whose name contains one.
 *   <li>{@code one SEEDS NAME}: such a process. Prints the outcome in a line.
 *   <li>{@code shrink SEED NAME}: makes the plan of a seed that finds the bug smaller, for {@link echo.simulation.run.KeptSeeds}.
 * </ul>
 */
public final class PlantedBugs {
    private static final int SEEDS = 500;
    private static final int CONTROL_SEEDS = 3;
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
                        FeedBugs.all(),
                        RemovalBugs.all(),
                        SealingBugs.all())
                .flatMap(List::stream)
                .toList();
    }

    /** A line of the table: how many seeds a hunt from seed 1 on takes, and what there is to say of the last of them. */
    private record Line(PlantedBug bug, boolean found, long seeds, String says) {
        String remark() {
            return found ? says : "NOT FOUND: " + says;
        }
    }

    /** Prints the table. */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        switch (args[0]) {
            case "replay" -> {
                Map<String, Long> finds = Finds.read();
                exit(table(all(), bug -> replay(bug, finds.getOrDefault(bug.name(), 0L))));
            }
            case "hunt" -> {
                List<String> names = Arrays.asList(args).subList(3, args.length);
                List<PlantedBug> bugs = all().stream()
                        .filter(bug -> names.isEmpty() || names.stream().anyMatch(bug.name()::contains))
                        .toList();
                List<Line> lines = table(bugs, bug -> apart(bug, args[1]));
                Map<String, Long> finds = new TreeMap<>();
                lines.stream()
                        .filter(Line::found)
                        .forEach(line -> finds.put(line.bug().name(), line.seeds()));
                Finds.write(Path.of(args[2]), finds);
                exit(lines);
            }
            case "shrink" -> System.out.println(shrunk(named(args[2]), Long.parseLong(args[1])));
            case "one" -> {
                Hunt.Outcome outcome = hunt(named(args[2])).play(1, Integer.parseInt(args[1]));
                System.out.println(outcome instanceof Hunt.Outcome.Found);
                System.out.println(outcome.seeds());
                System.out.println(outcome.says().replaceAll("\\s+", " "));
                System.exit(0);
            }
            default -> throw new IllegalArgumentException("'" + args[0] + "' is not replay, hunt, one or shrink");
        }
    }

    /** The bug of that name. */
    static PlantedBug named(String name) {
        return all().stream()
                .filter(bug -> bug.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no planted bug is named '" + name + "'"));
    }

    private static String shrunk(PlantedBug bug, long seed) {
        try {
            Object shrinker = new BugLoader(bug.changes())
                    .loadClass(SeedShrinker.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            return ((LongFunction<?>) shrinker).apply(seed).toString();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void exit(List<Line> lines) {
        System.exit(lines.stream().allMatch(Line::found) ? 0 : 1);
    }

    private static Hunt hunt(PlantedBug bug) {
        return new Hunt(bug.changes(), bug.promise().equals("P7"));
    }

    /** The seed that found the bug, if there is one; a hunt from seed 1 on if that does not find it any more. */
    private static Line replay(PlantedBug bug, long seed) throws InterruptedException {
        if (seed > 0 && hunt(bug).play(seed, 1) instanceof Hunt.Outcome.Found found) {
            return new Line(bug, true, seed, found.by());
        }
        Hunt.Outcome outcome = hunt(bug).play(1, SEEDS);
        return new Line(bug, outcome instanceof Hunt.Outcome.Found, outcome.seeds(), "ANOTHER SEED: " + outcome.says());
    }

    /** A hunt in a process of its own, with which worlds that hang come to an end. */
    private static Line apart(PlantedBug bug, String seeds) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlantedBugs.class.getName(),
                        "one",
                        seeds,
                        bug.name())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = said.lines().toList();
        return lines.size() == 3
                ? new Line(bug, Boolean.parseBoolean(lines.get(0)), Long.parseLong(lines.get(1)), lines.get(2))
                : new Line(bug, false, 0, "the process broke: " + said);
    }

    /** How a bug is looked for. */
    @FunctionalInterface
    private interface Search {
        Line of(PlantedBug bug) throws IOException, InterruptedException;
    }

    /** Looks for {@code bugs}, some at a time, and prints a line when one is done with. */
    private static List<Line> table(List<PlantedBug> bugs, Search search)
            throws InterruptedException, ExecutionException {
        long startedNs = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        Future<Hunt.Outcome> control = pool.submit(() -> new Hunt(List.of(), true).play(1, CONTROL_SEEDS));
        List<Future<Line>> futures = new ArrayList<>();
        for (PlantedBug bug : bugs) {
            Callable<Line> task = () -> search.of(bug);
            futures.add(pool.submit(task));
        }
        print("planted bug", "breaks", "seeds", "found by");
        print(
                "(none: the code as it is)",
                "",
                "> " + CONTROL_SEEDS,
                control.get().says());
        if (!(control.get() instanceof Hunt.Outcome.Missed)) {
            System.exit(1); // what a bug is found by would mean nothing
        }
        List<Line> lines = new ArrayList<>();
        for (Future<Line> future : futures) {
            Line line = future.get();
            lines.add(line);
            print(line.bug().name(), line.bug().promise(), (line.found() ? "" : "> ") + line.seeds(), line.remark());
        }
        long most =
                lines.stream().filter(Line::found).mapToLong(Line::seeds).max().orElse(0);
        System.out.printf(
                Locale.ROOT,
                "%d of %d planted bugs found, each within %d seeds, %.0f s%n",
                lines.stream().filter(Line::found).count(),
                lines.size(),
                most,
                (System.nanoTime() - startedNs) / 1e9);
        pool.shutdown();
        return lines;
    }

    private static void print(String bug, String promise, String seeds, String remark) {
        String line = remark.replaceAll("\\s+", " ");
        String cut = line.length() > REMARK ? line.substring(0, REMARK - 1) + "…" : line;
        System.out.printf(Locale.ROOT, "%-50s %-6s %6s  %s%n", bug, promise, seeds, cut);
    }
}
