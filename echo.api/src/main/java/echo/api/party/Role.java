package echo.api.party;

/** What a member may do. */
public enum Role {
    /** Writes, and decides who belongs to the party. */
    ADMIN,
    /** Writes. */
    WRITER,
    /** Reads. */
    READER,
    /** Stores and forwards what it cannot read. */
    RELAY
}
