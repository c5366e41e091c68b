package echo.simulation.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a plan that breaks a promise smaller, as long as it breaks the same: drops kinds of fault, steps and nodes, again and
 * again, until nothing more can go or the budget is spent.
 *
 * <p>Source: Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", TSE 2002.
 */
public final class Shrinker {
    private static final int FEWEST_PEERS = 2;

    private final Optional<String> promise;
    private Verdict smallest;
    private int left;

    private Shrinker(Verdict failed, int budget) {
        this.smallest = failed;
        this.promise = failed.promise();
        this.left = budget;
    }

    /** The smallest plan found with at most {@code budget} plays that breaks what {@code failed} broke, and its verdict. */
    public static Verdict shrink(Verdict failed, int budget) {
        Shrinker shrinker = new Shrinker(failed, budget);
        int before;
        do {
            before = shrinker.size();
            shrinker.dropFaults();
            shrinker.dropSteps();
            shrinker.dropPeers();
        } while (shrinker.size() < before && shrinker.left > 0);
        return shrinker.smallest;
    }

    private int size() {
        return smallest.plan().steps().size() + smallest.plan().peers();
    }

    private void dropFaults() {
        for (String kind : smallest.plan().faults()) {
            attempt(smallest.plan()
                    .only(step -> step.fault()
                            .filter(fault -> fault.name().equals(kind))
                            .isEmpty()));
        }
    }

    /** Drops ever smaller runs of steps. */
    private void dropSteps() {
        for (int size = smallest.plan().steps().size() / 2; size > 0; size /= 2) {
            int from = 0;
            while (from < smallest.plan().steps().size() && left > 0) {
                List<Step> kept = new ArrayList<>(smallest.plan().steps());
                kept.subList(from, Math.min(kept.size(), from + size)).clear();
                if (!attempt(smallest.plan().with(kept))) {
                    from += size;
                }
            }
        }
    }

    private void dropPeers() {
        while (smallest.plan().peers() > FEWEST_PEERS
                && attempt(smallest.plan().withPeers(smallest.plan().peers() - 1))) {
            // one more might go
        }
    }

    private boolean attempt(Plan plan) {
        if (left <= 0 || plan.equals(smallest.plan())) {
            return false;
        }
        left--;
        boolean again = promise.filter(Play.PROMISE_OF_REPLAY::equals).isPresent();
        Verdict verdict = again ? Play.twice(plan) : Play.of(plan);
        boolean same = verdict.promise().equals(promise) && promise.isPresent();
        if (same) {
            smallest = verdict;
        }
        return same;
    }
}
