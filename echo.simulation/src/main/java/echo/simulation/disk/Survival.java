package echo.simulation.disk;

import echo.storage.file.DiskPath;
import java.util.random.RandomGenerator;

/** What a power cut leaves of the changes that no force had reached. */
@FunctionalInterface
public interface Survival {
    /** Everything reached the platter in time. */
    Survival ALL = (path, pending) -> pending;

    /** Nothing did. */
    Survival NONE = (path, pending) -> 0;

    /**
     * How many of the first {@code pending} changes survive: bytes appended to (or cuts of) the file at {@code path}, or names
     * made, replaced and deleted in the folder at {@code path}.
     *
     * @return from 0 to {@code pending}
     */
    int kept(DiskPath path, int pending);

    /** For each file and folder a prefix of its changes, of a length that {@code random} chooses. */
    static Survival prefix(RandomGenerator random) {
        return (path, pending) -> random.nextInt(pending + 1);
    }
}
