package echo.pipeline.control;

import echo.api.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds out which of the revocations that contradict one another stand: one stands if everything that would make it void is void itself.
 * Where that goes in a circle, the one stands whose author is the most senior of those in the circle.
 *
 * <p>A function of the messages alone. The first part is the well-founded semantics of logic programs (Van Gelder, Ross and Schlipf,
 * 1991), computed by alternating between what may stand at most and what stands at least.
 */
final class Dispute {
    /** Of more revocations than these in circles with one another the most senior are looked at alone. */
    private static final int CIRCLE = 16;

    private static final Comparator<Revocation> SENIORITY =
            Comparator.comparingInt(Revocation::seniority).thenComparing(Revocation::at);

    private final Function<Assumption, Fold> folding;
    private final Revocations favoured = new Revocations();
    private final Set<Position> barred = new TreeSet<>();

    /** A dispute among messages of which {@code folding} makes a fold under an assumption. */
    Dispute(Function<Assumption, Fold> folding) {
        this.folding = folding;
    }

    /** The folding under which exactly those revocations stand that are taken to stand. */
    Fold settle() {
        Fold most = under(List.of());
        int rounds = 2 * most.revocations().all().size()
                + 2; // each decides one at least, or makes one a favourite or barred
        Fold least = most;
        while (rounds-- > 0) {
            least = under(most.revocations().all());
            Fold next = under(least.revocations().all());
            if (next.revocations().places().equals(least.revocations().places())) {
                return next;
            }
            if (next.revocations().places().equals(most.revocations().places())) {
                decide(least, next);
                next = under(least.revocations().all());
            }
            most = next;
        }
        return under(least.revocations().all());
    }

    private Fold under(Collection<Revocation> standing) {
        return folding.apply(Assumption.of(standing, favoured, barred));
    }

    /** Decides about one at least of those that may stand and need not. */
    private void decide(Fold least, Fold most) {
        List<Revocation> open = most.revocations().all().stream()
                .filter(it -> !least.revocations().contains(it.at()))
                .sorted(SENIORITY)
                .limit(CIRCLE)
                .toList();
        Map<Position, Set<Position>> victims = new TreeMap<>();
        for (Revocation one : open) {
            List<Revocation> standing = new ArrayList<>(least.revocations().all());
            standing.add(one);
            Fold then = under(standing);
            Set<Position> fallen = new TreeSet<>();
            open.stream()
                    .map(Revocation::at)
                    .filter(at -> !then.revocations().contains(at))
                    .forEach(fallen::add);
            victims.put(one.at(), fallen);
        }
        List<Position> selfish = victims.entrySet().stream()
                .filter(entry -> entry.getValue().contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        if (selfish.isEmpty()) {
            Revocation first = open.stream()
                    .filter(it -> isInFirstCircle(it.at(), victims))
                    .findFirst()
                    .orElse(open.get(0));
            favoured.add(first);
        } else {
            barred.addAll(selfish);
        }
    }

    /** Whether all that would make the one at {@code at} void, however indirectly, would be made void by it likewise. */
    private static boolean isInFirstCircle(Position at, Map<Position, Set<Position>> victims) {
        Set<Position> reached = reached(at, victims);
        return victims.keySet().stream()
                .filter(other -> reached(other, victims).contains(at))
                .allMatch(reached::contains);
    }

    private static Set<Position> reached(Position from, Map<Position, Set<Position>> victims) {
        Set<Position> reached = new TreeSet<>();
        List<Position> next = new ArrayList<>(victims.getOrDefault(from, Collections.emptySet()));
        while (!next.isEmpty()) {
            Position one = next.remove(next.size() - 1);
            if (reached.add(one)) {
                next.addAll(victims.getOrDefault(one, Collections.emptySet()));
            }
        }
        return reached;
    }
}
