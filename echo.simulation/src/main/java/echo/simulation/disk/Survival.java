package echo.simulation.disk;

import echo.storage.file.disk.DiskPath;
import java.util.random.RandomGenerator;

/** What a power cut leaves of the changes that no force had reached. */
@FunctionalInterface
public interface Survival {
    /** Everything reached the platter in time. */
    Survival ALL = new Survival() {
        @Override
        public int kept(DiskPath path, int pending) {
            return pending;
        }

        @Override
        public boolean keepsWhatForcesMissed() {
            return true;
        }
    };

    /** Nothing did. */
    Survival NONE = (path, pending) -> 0;

    /**
     * How many of the first {@code pending} changes survive: bytes appended to (or cuts of) the file at {@code path}, or names
     * made, replaced and deleted in the folder at {@code path}.
     *
     * @return from 0 to {@code pending}
     */
    int kept(DiskPath path, int pending);

    /**
     * Whether the {@value #PAGE} bytes that begin at {@code page} × {@value #PAGE} of the file at {@code path} reached the
     * platter, of those that were appended and not forced; else zeros are there.
     */
    default boolean keepsPage(DiskPath path, int page) {
        return true;
    }

    /**
     * Whether the change of a name in {@code folder} that comes after {@code before} others survives, of those that {@link #kept}
     * keeps: not every file system keeps them in their order.
     */
    default boolean keepsName(DiskPath folder, int before) {
        return true;
    }

    /** Whether what a force failed to write reached the platter all the same, though no later force wrote it; else zeros are there. */
    default boolean keepsWhatForcesMissed() {
        return false;
    }

    /** Bytes of a page. */
    int PAGE = 4096;

    /** Every name and length survives, and of what was not forced a random half of the pages. */
    static Survival pages(RandomGenerator random) {
        return new Survival() {
            @Override
            public int kept(DiskPath path, int pending) {
                return pending;
            }

            @Override
            public boolean keepsPage(DiskPath path, int page) {
                return random.nextBoolean();
            }
        };
    }

    /** All bytes survive, and of the names made, replaced and deleted those that {@code random} chooses, whatever their order. */
    static Survival names(RandomGenerator random) {
        return new Survival() {
            @Override
            public int kept(DiskPath path, int pending) {
                return pending;
            }

            @Override
            public boolean keepsName(DiskPath folder, int before) {
                return random.nextBoolean();
            }
        };
    }

    /** For each file and folder a prefix of its changes, of a length that {@code random} chooses. */
    static Survival prefix(RandomGenerator random) {
        return (path, pending) -> random.nextInt(pending + 1);
    }
}
