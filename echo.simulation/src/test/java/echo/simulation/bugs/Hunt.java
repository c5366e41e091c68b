package echo.simulation.bugs;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Plays seed after seed against changed code, until one fails. One thread, and one of its own for the worlds: it is
 * interrupted and left behind when a world hangs.
 *
 * @param changes what the code is changed by; none to see that nothing fails then
 * @param twice whether each seed is played twice, to see that its traces are equal (P7)
 */
record Hunt(List<Change> changes, boolean twice) {
    private static final long PATIENCE_S = 60;

    /** What a bug that does not fit the code any more causes; it would pass for a find. */
    private static final Pattern MISFIT = Pattern.compile(
            "java\\.lang\\.(IllegalAccess|NoSuch\\w+|Verify|ClassFormat|BootstrapMethod|IncompatibleClassChange|AbstractMethod"
                    + "|NoClassDefFound|ExceptionInInitializer|Linkage)Error");

    /** What came of it. */
    sealed interface Outcome {
        /** Seeds played, the one that failed among them. */
        int seeds();

        /** What there is to say of it, for people. */
        String says();

        /** The last of {@code seeds} seeds failed, and {@code by} says why. */
        record Found(int seeds, String by) implements Outcome {
            @Override
            public String says() {
                return by;
            }
        }

        /** None of {@code seeds} seeds failed; changed methods were called {@code calls} times. */
        record Missed(int seeds, long calls) implements Outcome {
            @Override
            public String says() {
                return "nothing, though changed methods were called " + calls + " times";
            }
        }

        /** The change does not fit the code. */
        record Misfit(int seeds, String reason) implements Outcome {
            @Override
            public String says() {
                return "does not fit the code: " + reason;
            }
        }
    }

    /** Plays seeds 1, 2, 3 … until one fails, at most {@code most}. */
    Outcome play(int most) throws InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread daemon = new Thread(task, "hunt");
            daemon.setDaemon(true);
            return daemon;
        });
        try {
            return play(most, thread);
        } finally {
            thread.shutdownNow();
        }
    }

    private Outcome play(int most, ExecutorService thread) throws InterruptedException {
        BugLoader loader;
        Object player;
        try {
            loader = new BugLoader(changes);
            player = loader.loadClass(SeedPlayer.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | IllegalStateException | LinkageError e) {
            return new Outcome.Misfit(0, e.toString());
        }
        @SuppressWarnings("unchecked") // as SeedPlayer declares
        LongFunction<List<String>> seeds = (LongFunction<List<String>>) player;
        for (int seed = 1; seed <= most; seed++) {
            String failure = failure(seeds, seed, thread);
            if (MISFIT.matcher(failure).find()) {
                return new Outcome.Misfit(seed, failure);
            }
            if (!failure.isEmpty()) {
                return new Outcome.Found(seed, failure);
            }
            if (!loader.unused().isEmpty()) {
                return new Outcome.Misfit(seed, "no world loads " + loader.unused());
            }
        }
        return new Outcome.Missed(most, ((LongSupplier) player).getAsLong());
    }

    /** What fails in the world of {@code seed}; empty if nothing does. */
    private String failure(LongFunction<List<String>> seeds, long seed, ExecutorService thread)
            throws InterruptedException {
        Future<String> verdict = thread.submit(() -> {
            List<String> first = seeds.apply(seed);
            return !first.get(0).isEmpty() || !twice || seeds.apply(seed).equals(first)
                    ? first.get(0)
                    : "two traces of one seed (P7)";
        });
        try {
            return verdict.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return "the world broke: " + e.getCause();
        } catch (TimeoutException e) {
            return "the world hangs: no end after " + PATIENCE_S + " s";
        }
    }
}
