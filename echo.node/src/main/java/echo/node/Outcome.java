package echo.node;

/** What became of a peer's run. */
enum Outcome {
    TAKEN,
    REFUSED,
    POSTPONED,
    /** All of it is here already. */
    KNOWN,
    /** It is of another branch. */
    APART
}
