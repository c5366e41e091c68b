package echo.api.feed;

/** What a write withstands whose receipt says <em>durable</em>. */
public enum Durability {
    /** A power cut at any instant: the disk was told to keep it. */
    FORCE,
    /**
     * The end of this process at any instant, but not of the machine: the operating system has it, and the disk is told soon
     * after. Peers hear of it only then, so a power cut takes nothing that anybody else has.
     */
    OS
}
