package echo.codec;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.crypto.ContentKeyId;
import java.util.List;
import java.util.Optional;

/**
 * The payload of a block: what orders and verifies it, and a body that only members need to read.
 *
 * @param key with which the body is sealed; empty if anybody can read it
 * @param body statements in a control feed, operations in a data feed, encoded
 */
public record Message(Header header, Optional<ContentKeyId> key, Bytes body) {
    /** A message that anybody can read. */
    public Message(Header header, Bytes body) {
        this(header, Optional.empty(), body);
    }

    /**
     * The readable part of a message.
     *
     * @param party the party in block 0 of a feed; empty in every other block
     * @param feeds feeds named for the first time; they get the author's next free indexes
     * @param data how far data feeds are covered, where that differs from the author's previous message
     * @param control the same over control feeds
     * @param lamport 1 + the greatest Lamport time of all that the message depends on
     * @param timeMs the author's wall clock, ms since 1970, for people
     */
    public record Header(
            Optional<PartyKey> party,
            List<FeedKey> feeds,
            List<Advance> data,
            List<Advance> control,
            long lamport,
            long timeMs) {
        public Header {
            feeds = List.copyOf(feeds);
            data = List.copyOf(data);
            control = List.copyOf(control);
        }
    }

    /**
     * One feed's part of a timeframe difference.
     *
     * @param feed the author's index of the feed
     * @param length blocks covered, at least 1
     * @param link link of the last of them
     */
    public record Advance(int feed, long length, Hash link) {}
}
