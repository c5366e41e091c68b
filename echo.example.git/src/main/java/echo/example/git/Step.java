package echo.example.git;

import java.util.List;

/**
 * One step of a history: after it, the files are those of the commit.
 *
 * @param id the commit, 40 hexadecimal digits
 * @param message who wrote it and its first line
 * @param changes against the step before, those that remove a path first
 */
record Step(String id, String message, List<Change> changes) {
    Step {
        changes = List.copyOf(changes);
    }
}
