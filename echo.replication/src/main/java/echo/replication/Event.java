package echo.replication;

import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;

/** What can happen to the replication of a party. */
public sealed interface Event {
    /** A peer has proved membership. */
    record PeerJoined(PeerId peer) implements Event {}

    /** A session has ended. */
    record PeerLeft(PeerId peer) implements Event {}

    /** A peer that has joined sent {@code frame}. */
    record Received(PeerId peer, Frame frame) implements Event {}

    /** Blocks of {@code feed} are taken now, from {@code extent} on: it was admitted, or a run of it was accepted. */
    record Accepted(FeedKey feed, Extent extent) implements Event {}

    /** What {@code peer} delivered of {@code feed} was refused. */
    record Rejected(PeerId peer, FeedKey feed) implements Event {}

    /** What {@code peer} delivered of {@code feed} is here already, to its end at {@code to} blocks. */
    record Known(PeerId peer, FeedKey feed, long to) implements Event {}

    /** What {@code peer} delivered of {@code feed} from block {@code from} on is of another branch, which parts before it. */
    record Apart(PeerId peer, FeedKey feed, long from) implements Event {}

    /** Whether {@code feed} is here in another branch than a fork that is known tells of: whoever has any of it is asked. */
    record Doubted(FeedKey feed, boolean doubted) implements Event {}

    /** What was delivered of {@code feed} cannot be taken now: it is wanted again after a while. */
    record Postponed(FeedKey feed) implements Event {}

    /** What {@code peer} wanted was sent to it. */
    record Served(PeerId peer) implements Event {}

    /** Whether blocks can be taken now: while they cannot, nothing is wanted. */
    record Ready(boolean ready) implements Event {}

    /** All that {@code held} covers is durable, so that it may be offered. */
    record Kept(Timeframe held) implements Event {}

    /**
     * Time goes by. Need come, every second or so, only while {@link Replicator#awaitsTick}.
     *
     * @param nowMs monotonic time in ms
     */
    record Tick(long nowMs) implements Event {}
}
