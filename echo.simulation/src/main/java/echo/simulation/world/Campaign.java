package echo.simulation.world;

import echo.crypto.Ed25519SignatureScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Plays many seeds, or one in full: {@code Campaign FIRST [COUNT]}. Prints a line for each failing seed and a sum; with one
 * seed, the last lines of what happened. Exit code 1 if any promise was broken.
 */
public final class Campaign {
    private Campaign() {}

    /** Plays {@code args[1]} seeds (one, if absent) from {@code args[0]} on, on all processors. */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        long first = Long.parseLong(args[0]);
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        long startedNs = System.nanoTime();
        List<Run.Verdict> verdicts = play(first, count);
        if (count == 1) {
            verdicts.get(0).tail().forEach(System.out::println);
        }
        int failed = 0;
        long simulatedMs = 0;
        long events = 0;
        for (Run.Verdict verdict : verdicts) {
            simulatedMs += verdict.simulatedMs();
            events += verdict.events();
            if (verdict.failure().isPresent()) {
                failed++;
                System.out.println(verdict.run() + " " + verdict.faults() + " "
                        + verdict.failure().get());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "seeds %d to %d: %d failed, %.1f simulated hours, %,d events, %.1f s%n",
                first,
                first + count - 1,
                failed,
                simulatedMs / 3_600_000.0,
                events,
                (System.nanoTime() - startedNs) / 1e9);
        if (count == 1) {
            System.out.println("trace " + verdicts.get(0).trace());
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static List<Run.Verdict> play(long first, int count) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<Future<Run.Verdict>> pending = new ArrayList<>();
        for (long seed = first; seed < first + count; seed++) {
            Run run = Run.of(seed);
            pending.add(pool.submit(() -> run.play(new Ed25519SignatureScheme())));
        }
        List<Run.Verdict> verdicts = new ArrayList<>();
        for (Future<Run.Verdict> verdict : pending) {
            verdicts.add(verdict.get());
        }
        pool.shutdown();
        return verdicts;
    }
}
