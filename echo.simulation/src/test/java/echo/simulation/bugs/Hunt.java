package echo.simulation.bugs;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Plays seed after seed against changed code, until one fails. One thread, and one of its own for the worlds: it is
 * interrupted and left behind when a world hangs, which only the end of the process ends for good.
 *
 * @param changes what the code is changed by; none to see that nothing fails then
 * @param twice whether each seed is played twice, to see that its traces are equal (P7)
 */
record Hunt(List<Change> changes, boolean twice) {
    /** What a world may take of a processor, so that none hangs because the machine is busy with other things. */
    private static final long PATIENCE_NS = 30_000_000_000L;

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

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

    /** Plays seeds {@code first}, {@code first + 1} … until one fails, at most {@code most} of them. */
    Outcome play(long first, int most) throws InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread daemon = new Thread(task, "hunt");
            daemon.setDaemon(true);
            return daemon;
        });
        try {
            return play(first, most, thread);
        } finally {
            thread.shutdownNow();
        }
    }

    private Outcome play(long first, int most, ExecutorService thread) throws InterruptedException {
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
        for (int played = 1; played <= most; played++) {
            String failure = failure(seeds, first + played - 1, thread);
            if (MISFIT.matcher(failure).find()) {
                return new Outcome.Misfit(played, failure);
            }
            if (!failure.isEmpty()) {
                return new Outcome.Found(played, failure);
            }
            if (!loader.unused().isEmpty()) {
                return new Outcome.Misfit(played, "no world loads " + loader.unused());
            }
        }
        return new Outcome.Missed(most, ((LongSupplier) player).getAsLong());
    }

    /** What fails in the world of {@code seed}; empty if nothing does. */
    private String failure(LongFunction<List<String>> seeds, long seed, ExecutorService thread)
            throws InterruptedException {
        AtomicLong worker = new AtomicLong();
        AtomicLong startedNs = new AtomicLong(Long.MAX_VALUE);
        Future<String> verdict = thread.submit(() -> {
            worker.set(Thread.currentThread().getId());
            startedNs.set(CLOCK.getCurrentThreadCpuTime());
            List<String> first = seeds.apply(seed);
            return !first.get(0).isEmpty() || !twice || seeds.apply(seed).equals(first)
                    ? first.get(0)
                    : "two traces of one seed (P7)";
        });
        while (true) {
            try {
                return verdict.get(1, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                return "the world broke: " + e.getCause();
            } catch (TimeoutException e) {
                if (CLOCK.getThreadCpuTime(worker.get()) - startedNs.get() > PATIENCE_NS) {
                    return "the world hangs";
                }
            }
        }
    }
}
