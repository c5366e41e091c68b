package echo.simulation.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one actor does, step by step. Immutable.
 *
 * @param actor its name, without blanks
 * @param <W> the world in which it acts
 */
public record Script<W>(String actor, List<Step<W>> steps) {
    public Script {
        steps = List.copyOf(steps);
    }

    /** The script of {@code actor} that has no steps yet. */
    public static <W> Script<W> of(String actor) {
        return new Script<>(actor, List.of());
    }

    /** This script and one more step, whose text will be {@code actor.name}. */
    public Script<W> then(String name, Consumer<W> action) {
        List<Step<W>> more = new ArrayList<>(steps);
        more.add(new Step<>(actor + "." + name, action));
        return new Script<>(actor, more);
    }
}
