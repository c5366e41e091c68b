package echo.simulation.pipeline;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.crypto.SigningKey;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.codec.Links;
import echo.codec.Message;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import echo.codec.MessageCodec;
import java.util.List;
import java.util.Optional;

/** Writes a feed block by block as no honest node would: well linked and well signed, whatever the blocks say. */
final class Forger {
    private final SigningKey key;
    private Extent end = Extent.EMPTY;

    Forger(SigningKey key) {
        this.key = key;
    }

    FeedKey feed() {
        return new FeedKey(key.publicKey());
    }

    /** A first message that depends on nothing. */
    Run first(PartyKey party, Bytes body) {
        return message(new Header(Optional.of(party), List.of(), List.of(), List.of(), 1, 0), body);
    }

    /** A first message that waits for block {@code length - 1} of {@code needed}. */
    Run waiting(PartyKey party, FeedKey needed, Extent length, Bytes body) {
        Advance advance = new Advance(0, length.length(), length.link());
        return message(new Header(Optional.of(party), List.of(needed), List.of(advance), List.of(), 2, 0), body);
    }

    /** A message after the first. */
    Run next(long lamport, Bytes body) {
        return message(new Header(Optional.empty(), List.of(), List.of(), List.of(), lamport, 0), body);
    }

    Run message(Header header, Bytes body) {
        return blocks(List.of(MessageCodec.encode(new Message(header, body))));
    }

    Run blocks(List<Bytes> payloads) {
        long from = end.length();
        for (Bytes payload : payloads) {
            end = Links.append(feed(), end, payload);
        }
        return new Run(from, payloads, new Head(feed(), end, key.sign(Links.headBytes(feed(), end))));
    }
}
