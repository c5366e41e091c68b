package echo.simulation.network;

/** What somebody on the way can do to a frame, though no transport would. */
public enum Spoil {
    /** Changes one of its bits. */
    FLIP,
    /** Lets it arrive twice. */
    DOUBLE,
    /** Lets it vanish, and those after it arrive. */
    SWALLOW,
    /** Lets it arrive after the one that follows it. */
    SWAP,
    /** Lets a frame that passed elsewhere arrive before it. */
    REPLAY,
    /** Cuts it short. */
    CUT
}
