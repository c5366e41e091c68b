package echo.api.feed;

/**
 * What a storage has after a move to it.
 *
 * @param parties number of parties
 * @param feeds of all parties
 * @param blocks of all feeds, that the storage has
 * @param copied of them those that this move copied; fewer if an earlier one was interrupted, or this is a move back
 * @param blobs of all parties
 */
public record Moved(int parties, int feeds, long blocks, long copied, int blobs) {
    /** Nothing. */
    public static final Moved NOTHING = new Moved(0, 0, 0, 0, 0);

    /** This and {@code other} together. */
    public Moved plus(Moved other) {
        return new Moved(
                parties + other.parties,
                feeds + other.feeds,
                blocks + other.blocks,
                copied + other.copied,
                blobs + other.blobs);
    }
}
