package echo.node.osgi;

import echo.api.feed.Storage;

/** What a {@link Steward} works with: where its node runs, and who opens storages. */
interface Host {
    /** Something that was done, and can be undone. */
    @FunctionalInterface
    interface Done {
        /** Undoes it; returns once that is so. */
        void undo();
    }

    /** Lets a node run on {@code storage}, which may fail without a word: see {@link #runs}. Asks nothing of the steward. */
    Done start(Storage storage);

    /** Whether a node runs. */
    boolean runs();

    /**
     * Lets the storage {@code name} open {@code folder}, soon, and at later starts.
     *
     * @return undone, that storage goes soon, or never comes
     * @throws echo.api.EchoException if that cannot be had
     */
    Done open(String name, String folder);
}
