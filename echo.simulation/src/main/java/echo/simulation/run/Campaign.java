package echo.simulation.run;

import echo.api.Bytes;
import echo.api.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/**
 * Many plans, one after the other on each processor. Plans share nothing, so how many processors there are changes no verdict.
 *
 * <p>One thread; it starts others and ends them.
 */
public final class Campaign {
    /** Every so many plans one is played twice, and must leave the same trace (P7). */
    static final int TWICE = 40;

    /** Of so many plans traces are kept. */
    public static final int TRACED = 50;

    private final List<Verdict> failures = new ArrayList<>();
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final SortedMap<Long, Hash> traces = new TreeMap<>();
    private long played;
    private long simulatedMs;
    private long events;
    private long repeated;

    /** Plays the plans of the seeds from {@code first} on for as long as {@code goesOn} says so of the next one. */
    public void play(long first, LongPredicate goesOn) {
        int processors = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(processors);
        AtomicLong next = new AtomicLong(first);
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int i = 0; i < processors; i++) {
            workers.add(CompletableFuture.runAsync(
                    () -> {
                        for (long seed = next.getAndIncrement(); goesOn.test(seed); seed = next.getAndIncrement()) {
                            take(verdict(seed));
                        }
                    },
                    pool));
        }
        try {
            workers.forEach(CompletableFuture::join);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Verdict verdict(long seed) {
        Plan plan = Plan.of(seed);
        return seed % TWICE == 0 ? Play.twice(plan) : Play.of(plan);
    }

    private synchronized void take(Verdict verdict) {
        played++;
        simulatedMs += verdict.simulatedMs();
        events += verdict.events();
        traces.put(verdict.plan().seed(), verdict.trace());
        if (traces.size() > TRACED) {
            traces.remove(traces.lastKey());
        }
        repeated += verdict.plan().seed() % TWICE == 0 ? 1 : 0;
        verdict.counts().forEach((kind, count) -> counts.merge(kind, count, Long::sum));
        if (verdict.failure().isPresent()) {
            failures.add(verdict);
        }
    }

    /** Verdicts on plans in which a promise was broken. */
    public List<Verdict> failures() {
        return List.copyOf(failures);
    }

    /** How often each kind of step was seen, in all worlds. */
    public SortedMap<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** Hash over the traces of the first {@value #TRACED} plans, in the order of their seeds: the same on every machine (P7). */
    public Hash traces() {
        return Hash.of(traces.values().stream().map(Hash::bytes).toArray(Bytes[]::new));
    }

    /** Plans played. */
    public long played() {
        return played;
    }

    /** Plans played twice, with equal traces unless one is among the failures. */
    public long repeated() {
        return repeated;
    }

    /** Time that passed in all worlds, in ms. */
    public long simulatedMs() {
        return simulatedMs;
    }

    /** Tasks that were run in all worlds. */
    public long events() {
        return events;
    }
}
