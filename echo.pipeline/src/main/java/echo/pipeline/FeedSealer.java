package echo.pipeline;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.crypto.SigningKey;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.codec.Links;
import echo.codec.Message.Header;
import echo.codec.MessageCodec;
import echo.pipeline.seal.BodySealer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verb <em>seal</em>: bodies become blocks of one feed, with one signature for each run of them. One thread at a time. */
final class FeedSealer {
    private final SigningKey key;
    private final BodySealer sealer;
    private final FeedKey feed;
    private Extent end;
    private final List<Run> runs = new ArrayList<>();
    private final List<Bytes> payloads = new ArrayList<>();
    private long bytes;

    /** Continues the feed of {@code key} after {@code end}, with bodies as {@code sealer} makes them. */
    FeedSealer(SigningKey key, Extent end, BodySealer sealer) {
        this.key = key;
        this.sealer = sealer;
        this.feed = new FeedKey(key.publicKey());
        this.end = end;
    }

    /** Seals {@code bodies} in order: the first message under {@code first}, each other depending on the one before alone. */
    List<Run> seal(Header first, List<Bytes> bodies) {
        Header header = first;
        for (Bytes body : bodies) {
            add(MessageCodec.encode(sealer.message(feed, end.length(), header, body)));
            header = new Header(
                    Optional.empty(), List.of(), List.of(), List.of(), header.lamport() + 1, header.timeMs());
        }
        sign();
        return List.copyOf(runs);
    }

    private void add(Bytes payload) {
        if (payloads.size() == Limits.RUN_BLOCKS || bytes + payload.size() > Limits.RUN_BYTES) {
            sign();
        }
        payloads.add(payload);
        bytes += payload.size();
        end = Links.append(feed, end, payload);
    }

    private void sign() {
        if (payloads.isEmpty()) {
            return;
        }
        Head head = new Head(feed, end, key.sign(Links.headBytes(feed, end)));
        runs.add(new Run(end.length() - payloads.size(), payloads, head));
        payloads.clear();
        bytes = 0;
    }
}
