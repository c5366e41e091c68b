package echo.simulation.explore;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes steps in a world of their own and then judges it.
 *
 * @param world a new world for each order of steps, always the same
 * @param verdict throws if the world is not as it should be
 * @param <W> the world
 */
public record Trial<W>(Supplier<W> world, Consumer<W> verdict) implements Consumer<List<Step<W>>> {
    @Override
    public void accept(List<Step<W>> steps) {
        W fresh = world.get();
        steps.forEach(step -> step.take(fresh));
        verdict.accept(fresh);
    }
}
