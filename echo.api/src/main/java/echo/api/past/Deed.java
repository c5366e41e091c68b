package echo.api.past;

import echo.api.ItemId;
import echo.api.MemberKey;
import echo.api.Position;
import java.util.Optional;

/**
 * One operation on one item: who did what, and when.
 *
 * @param item what it was done to
 * @param position its place in the party's order; names the feed that holds it, and the operation within its batch
 * @param block index in that feed of the message that holds it, from 0
 * @param author the member who wrote it, proved by signatures
 * @param timeMs the author's wall clock, ms since 1970; information only
 * @param kind what it was meant to do
 * @param link what it did to which link, if it was about one
 * @param idle why it had no effect, one line for people, the same on every peer; nothing when it had one
 */
public record Deed(
        ItemId item,
        Position position,
        long block,
        MemberKey author,
        long timeMs,
        Kind kind,
        Optional<LinkChange> link,
        Optional<String> idle) {
    /** What an operation does. */
    public enum Kind {
        CREATE,
        MOVE,
        DELETE,
        RESTORE,
        LINK,
        UNLINK,
        MUTATE
    }

    /** Whether it had an effect. */
    public boolean effective() {
        return idle.isEmpty();
    }
}
