package echo.codec;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.crypto.ContentKeyId;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import echo.codec.proto.AdvanceProto;
import echo.codec.proto.HeaderProto;
import echo.codec.proto.MessageProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Block payloads to {@link Message}s and back (docs/format.md, "Messages"). Pure functions. */
public final class MessageCodec {
    private MessageCodec() {}

    public static Bytes encode(Message message) {
        Header header = message.header();
        HeaderProto.Builder proto =
                HeaderProto.newBuilder().setLamport(header.lamport()).setTimeMs(header.timeMs());
        header.party().ifPresent(party -> proto.setParty(Proto.of(party.bytes())));
        header.feeds().forEach(feed -> proto.addFeeds(Proto.of(feed.bytes())));
        header.data().forEach(advance -> proto.addData(encode(advance)));
        header.control().forEach(advance -> proto.addControl(encode(advance)));
        MessageProto.Builder whole = MessageProto.newBuilder().setHeader(proto).setBody(Proto.of(message.body()));
        message.key().ifPresent(key -> whole.setKey(Proto.of(key.bytes())));
        return Proto.of(whole.build());
    }

    /** The message in {@code payload}. */
    public static Decoded<Message> decode(Bytes payload) {
        return PlainReader.message(payload)
                .<Decoded<Message>>map(Decoded.Valid::new)
                .orElseGet(() -> parse(payload));
    }

    /** As {@link #decode}, whatever form the bytes have. */
    static Decoded<Message> parse(Bytes payload) {
        return Proto.decode(
                "message",
                payload,
                MessageProto.parser(),
                proto -> header(proto.getHeader())
                        .then(header -> new Decoded.Valid<>(
                                new Message(header, key(Proto.of(proto.getKey())), Proto.of(proto.getBody())))));
    }

    static Optional<ContentKeyId> key(Bytes bytes) {
        return bytes.isEmpty() ? Optional.empty() : Optional.of(new ContentKeyId(bytes));
    }

    private static Decoded<Header> header(HeaderProto proto) {
        int entries = proto.getFeedsCount() + proto.getDataCount() + proto.getControlCount();
        if (entries > 3 * Limits.TIMEFRAME_ENTRIES) {
            return new Decoded.Malformed<>("message names " + entries + " feeds");
        }
        if (proto.getLamport() < 1) {
            return new Decoded.Malformed<>("Lamport time is not positive");
        }
        Optional<PartyKey> party =
                proto.getParty().isEmpty() ? Optional.empty() : Optional.of(new PartyKey(Proto.of(proto.getParty())));
        List<FeedKey> feeds = new ArrayList<>(proto.getFeedsCount());
        proto.getFeedsList().forEach(feed -> feeds.add(new FeedKey(Proto.of(feed))));
        return new Decoded.Valid<>(new Header(
                party,
                feeds,
                advances(proto.getDataList()),
                advances(proto.getControlList()),
                proto.getLamport(),
                proto.getTimeMs()));
    }

    private static List<Advance> advances(List<AdvanceProto> protos) {
        List<Advance> advances = new ArrayList<>(protos.size());
        for (AdvanceProto proto : protos) {
            if (proto.getFeed() < 0 || proto.getLength() < 1) {
                throw new IllegalArgumentException(
                        "a dependency has index " + proto.getFeed() + ", length " + proto.getLength());
            }
            advances.add(new Advance(proto.getFeed(), proto.getLength(), new Hash(Proto.of(proto.getLink()))));
        }
        return advances;
    }

    private static AdvanceProto encode(Advance advance) {
        return AdvanceProto.newBuilder()
                .setFeed(advance.feed())
                .setLength(advance.length())
                .setLink(Proto.of(advance.link().bytes()))
                .build();
    }
}
