package echo.simulation.bugs;

import java.util.List;

/**
 * A known mistake that can be brought back.
 *
 * @param name a few words, unique
 * @param promise which it breaks, as P1
 * @param story one line: what goes wrong, as its author would have to tell it
 * @param changes what brings it back; at least one
 */
record PlantedBug(String name, String promise, String story, List<Change> changes) {
    PlantedBug {
        changes = List.copyOf(changes);
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("the bug '" + name + "' changes nothing");
        }
        if (!promise.matches("P\\d+")) {
            throw new IllegalArgumentException("the bug '" + name + "' breaks no promise: " + promise);
        }
    }

    PlantedBug(String name, String promise, String story, Change... changes) {
        this(name, promise, story, List.of(changes));
    }
}
