package echo.simulation.explore;

import java.util.function.Consumer;

/**
 * Something that is done to a world.
 *
 * @param name also the step's text; without blanks, since an order of steps is written as their names in a row
 * @param <W> the world
 */
public record Step<W>(String name, Consumer<W> action) {
    public Step {
        if (!name.matches("\\S+")) {
            throw new IllegalArgumentException("a step's name has no blanks, unlike '" + name + "'");
        }
    }

    /** Does it. */
    public void take(W world) {
        action.accept(world);
    }

    @Override
    public String toString() {
        return name;
    }
}
