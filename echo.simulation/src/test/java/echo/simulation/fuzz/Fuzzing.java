package echo.simulation.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Fuzzes the targets of the test classes that it is among, guided by coverage, each in a process of its own, at most two at a time;
 * time is shared evenly. Where it is too short for all, they take turns, day by day. Prints a line for each and one for all. {@code ./check --fuzz} runs it.
 *
 * <p>What it found new stays below {@code target/fuzz} and is where the next run goes on from.
 */
public final class Fuzzing {
    private static final int LANES = 2;

    /** What it takes to start a process and change its classes, in seconds, and for how long each target runs at least. */
    private static final long START = 5;

    private static final long LEAST = 5;

    private static final long DAY_MS = 86_400_000;

    private Fuzzing() {}

    /**
     * Arguments: the folder of the test classes; seconds for all targets together; optionally words, of which the name of a target must
     * contain one.
     */
    public static void main(String[] arguments) throws Exception {
        Path classes = Path.of(arguments[0]);
        List<String> words = List.of(arguments).subList(2, arguments.length);
        List<String> targets = targets(classes).stream()
                .filter(name -> words.isEmpty() || words.stream().anyMatch(name::contains))
                .toList();
        if (targets.isEmpty()) {
            System.err.println("fuzz: no target has a name with one of " + words + "; there are " + targets(classes));
            System.exit(2);
        }
        int lanes = Math.min(LANES, Runtime.getRuntime().availableProcessors());
        long budget = Long.parseLong(arguments[1]) * lanes;
        List<String> turn = turn(targets, (int) Math.max(1, budget / (START + LEAST)));
        long seconds = Math.max(LEAST, budget / turn.size() - START);
        List<FuzzRun> runs = run(turn, lanes, seconds, classes.resolveSibling("fuzz"));
        System.exit(runs.stream().allMatch(FuzzRun::isClean) ? 0 : 1);
    }

    /** As many of {@code targets} as there is time for; which, changes from day to day. */
    private static List<String> turn(List<String> targets, int most) {
        if (most >= targets.size()) {
            return targets;
        }
        int first = (int) (System.currentTimeMillis() / DAY_MS * most % targets.size());
        List<String> all = new ArrayList<>(targets);
        Collections.rotate(all, -first);
        return all.subList(0, most);
    }

    /** The names of the classes that end as those of targets do. */
    static List<String> targets(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith("Fuzz.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    private static List<FuzzRun> run(List<String> targets, int lanes, long seconds, Path work)
            throws IOException, InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(lanes);
        List<Future<FuzzRun>> waiting = new ArrayList<>();
        for (String target : targets) {
            Path folder = Files.createDirectories(work.resolve(target));
            waiting.add(executor.submit(() -> FuzzRun.of(target, seconds, folder)));
        }
        executor.shutdown();
        List<FuzzRun> runs = new ArrayList<>();
        for (Future<FuzzRun> next : waiting) {
            runs.add(next.get());
            next.get().tell(System.out);
        }
        System.out.printf(
                Locale.ROOT,
                "%d targets, %,d executions, %,d new inputs, %d crashes%n",
                runs.size(),
                runs.stream().mapToLong(FuzzRun::executions).sum(),
                runs.stream().mapToLong(FuzzRun::inputs).sum(),
                runs.stream().filter(it -> !it.isClean()).count());
        return runs;
    }
}
