package echo.api.feed;

/** What a write withstands whose receipt says <em>durable</em>. */
public enum Durability {
    /** A power cut at any instant: the disk was told to keep it. */
    FORCE,
    /**
     * The end of this process at any instant, but not of the machine: the operating system has it, and gives it to the disk when it
     * sees fit.
     */
    OS
}
