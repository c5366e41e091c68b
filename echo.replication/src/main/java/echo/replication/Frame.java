package echo.replication;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import java.util.Optional;

/** One message of the sync protocol, about one party. */
public sealed interface Frame {
    /**
     * The sender proves that it belongs.
     *
     * @param proof credentials from genesis down to the sender's device, encoded
     */
    record Greeting(Bytes proof) implements Frame {}

    /**
     * The sender wants to become a member.
     *
     * @param signature by the invitation's key, over {@link #joinBytes}
     * @param credentials the member's device and the device's feeds, encoded
     */
    record JoinRequest(InvitationKey invitation, Signature signature, MemberKey member, Bytes credentials)
            implements Frame {}

    /**
     * The answer to a request to join.
     *
     * @param refusal why not; empty when the sender of the request was admitted
     */
    record JoinReply(Optional<String> refusal) implements Frame {}

    /** The sender ends the session, and says why, for people. */
    record Farewell(String reason) implements Frame {}

    /** How far the sender holds feeds: all of them in its first offer, then what has grown. */
    record Offer(Timeframe extents) implements Frame {}

    /**
     * Asks for blocks.
     *
     * @param maxBytes about how much payload the answer may hold; it always reaches the next head
     */
    record Want(FeedKey feed, long from, int maxBytes) implements Frame {}

    /**
     * The answer to a want.
     *
     * @param run blocks from the wanted index on; empty when there are none
     */
    record Blocks(FeedKey feed, Optional<Run> run) implements Frame {}

    /** What an invitation's key signs for {@code member} to join in the session with this handshake hash. */
    static Bytes joinBytes(Bytes party, Bytes handshakeHash, MemberKey member) {
        return Bytes.concat(Bytes.utf8("echo/join/1"), party, handshakeHash, member.bytes());
    }

    /** Whether this frame may come before membership is proved. */
    default boolean early() {
        return this instanceof Greeting
                || this instanceof JoinRequest
                || this instanceof JoinReply
                || this instanceof Farewell;
    }

    /** The extent at the end of a run's blocks. */
    static Extent end(Run run) {
        return run.head().extent();
    }
}
