package echo.replication;

import echo.api.feed.Run;

/** What replication asks of the world; carried out in the order of the list. */
public sealed interface Effect {
    /** Send {@code frame} to {@code peer}. */
    record Send(PeerId peer, Frame frame) implements Effect {}

    /** Read what {@code peer} wants from what is durable in the store and send it as {@link Frame.Blocks}. */
    record Serve(PeerId peer, Frame.Want want) implements Effect {}

    /** Give {@code run} to the party's engine, then say {@link Event.Accepted} or {@link Event.Rejected}. */
    record Deliver(PeerId peer, Run run) implements Effect {}

    /** End the session with {@code peer}, which broke the protocol. */
    record Drop(PeerId peer, String reason) implements Effect {}
}
