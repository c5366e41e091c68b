package echo.simulation.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * The ways in which the scripts of a few actors can interleave, with crashes and restarts in between. A schedule is written as
 * its steps in a row: {@code a.write} is that step of actor {@code a}, {@code a!} its crash, {@code a+} its restart.
 *
 * <p>Immutable; any thread.
 *
 * @param <W> the world in which the actors act
 */
public final class Interleavings<W> {
    // Lanes: the scripts, then for each actor crash, restart, crash, restart … An odd number of steps taken in the
    // latter
    // means that the actor is down.

    private final List<List<Step<W>>> lanes;
    private final Merges merges;

    /**
     * What a crash is in a world. Between crash and restart an actor takes no step of its script.
     *
     * @param <W> the world
     */
    public interface Outage<W> {
        /** {@code actor} stops where it stands and loses what it does not keep. */
        void crash(W world, String actor);

        /** {@code actor} starts again from what it kept. */
        void restart(W world, String actor);
    }

    private Interleavings(List<Script<W>> scripts, List<List<Step<W>>> outages, int most) {
        this.lanes = new ArrayList<>();
        scripts.forEach(script -> lanes.add(script.steps()));
        lanes.addAll(outages);
        this.merges = new Merges(
                lanes.stream().map(List::size).toList(),
                new Turns<>(List.copyOf(lanes.subList(0, scripts.size())), most));
    }

    /**
     * All interleavings of {@code scripts} without a crash.
     *
     * @throws IllegalArgumentException if two have the same actor
     */
    public static <W> Interleavings<W> of(List<Script<W>> scripts) {
        requireDifferent(scripts);
        return new Interleavings<>(scripts, Collections.nCopies(scripts.size(), List.of()), 0);
    }

    /**
     * All interleavings of {@code scripts} in which at most {@code most} crashes happen in all, of any actors, at any moments;
     * who crashed restarts, at any later moment.
     *
     * @throws IllegalArgumentException if two have the same actor
     */
    public static <W> Interleavings<W> of(List<Script<W>> scripts, int most, Outage<W> outage) {
        requireDifferent(scripts);
        List<List<Step<W>>> outages = new ArrayList<>();
        for (Script<W> script : scripts) {
            List<Step<W>> steps = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                steps.add(new Step<>(script.actor() + "!", world -> outage.crash(world, script.actor())));
                steps.add(new Step<>(script.actor() + "+", world -> outage.restart(world, script.actor())));
            }
            outages.add(steps);
        }
        return new Interleavings<>(scripts, outages, most);
    }

    private static <W> void requireDifferent(List<Script<W>> scripts) {
        TreeSet<String> actors = new TreeSet<>();
        for (Script<W> script : scripts) {
            if (!actors.add(script.actor())) {
                throw new IllegalArgumentException("two scripts of one actor, " + script.actor());
            }
        }
    }

    /** Whose turn it can be. */
    private record Turns<W>(List<List<Step<W>>> scripts, int outages) implements Merges.Rules {
        @Override
        public boolean allows(int lane, int[] cut) {
            if (lane < scripts.size()) {
                return !isDown(lane, cut);
            }
            return isDown(lane - scripts.size(), cut) || crashes(cut) < outages;
        }

        @Override
        public boolean isEnd(int[] cut) {
            for (int actor = 0; actor < scripts.size(); actor++) {
                if (cut[actor] < scripts.get(actor).size() || isDown(actor, cut)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isDown(int actor, int[] cut) {
            return cut[scripts.size() + actor] % 2 == 1;
        }

        private int crashes(int[] cut) {
            int crashes = 0;
            for (int actor = 0; actor < scripts.size(); actor++) {
                crashes += (cut[scripts.size() + actor] + 1) / 2;
            }
            return crashes;
        }
    }

    /** All schedules, or some of them. */
    public Orders<Step<W>> schedules(Budget budget) {
        return new Orders<>(merges, lanes, budget);
    }
}
