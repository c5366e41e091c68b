package echo.storage.file;

import java.io.IOException;

/** Where the runs of one feed stand in one segment. */
interface RunTable {
    /** The segment's number. */
    int segment();

    /** Index of the first block of the feed that stands in the segment. */
    long first();

    /**
     * The place of the run that holds {@code block}.
     *
     * @param block from {@link #first} up to the last of the feed in the segment
     * @throws IOException if this table cannot be read, or is not what was written
     */
    RunPlace placeOf(long block) throws IOException;
}
