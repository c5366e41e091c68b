package echo.replication;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.InvitationKey;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.codec.Decoded;
import echo.replication.Frame.Blocks;
import echo.replication.Frame.Farewell;
import echo.replication.Frame.Greeting;
import echo.replication.Frame.JoinReply;
import echo.replication.Frame.JoinRequest;
import echo.replication.Frame.Offer;
import echo.replication.Frame.Want;
import echo.replication.proto.BlocksProto;
import echo.replication.proto.ExtentProto;
import echo.replication.proto.FarewellProto;
import echo.replication.proto.FrameProto;
import echo.replication.proto.GreetingProto;
import echo.replication.proto.JoinReplyProto;
import echo.replication.proto.JoinRequestProto;
import echo.replication.proto.OfferProto;
import echo.replication.proto.WantProto;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@link Frame}s to bytes and back (docs/format.md, "Sessions"). Pure functions; decoding never throws. */
public final class FrameCodec {
    /** Length of a refusal's reason, in characters: it is shown to people, on one line. */
    private static final int REASON = 200;

    private FrameCodec() {}

    public static Bytes encode(Frame frame) {
        FrameProto.Builder proto = FrameProto.newBuilder();
        if (frame instanceof Greeting greeting) {
            proto.setGreeting(GreetingProto.newBuilder().setProof(of(greeting.proof())));
        } else if (frame instanceof JoinRequest request) {
            proto.setJoinRequest(JoinRequestProto.newBuilder()
                    .setInvitation(of(request.invitation().bytes()))
                    .setSignature(of(request.signature().bytes()))
                    .setMember(of(request.member().bytes()))
                    .setCredentials(of(request.credentials())));
        } else if (frame instanceof JoinReply reply) {
            proto.setJoinReply(
                    JoinReplyProto.newBuilder().setRefusal(reply.refusal().orElse("")));
        } else if (frame instanceof Farewell farewell) {
            proto.setFarewell(FarewellProto.newBuilder().setReason(farewell.reason()));
        } else if (frame instanceof Offer offer) {
            proto.setOffer(encode(offer));
        } else if (frame instanceof Want want) {
            proto.setWant(WantProto.newBuilder()
                    .setFeed(of(want.feed().bytes()))
                    .setFrom(want.from())
                    .setMaxBytes(want.maxBytes()));
        } else if (frame instanceof Blocks blocks) {
            proto.setBlocks(encode(blocks));
        }
        return Bytes.owning(proto.build().toByteArray());
    }

    /** The frame in {@code bytes}; {@link Decoded.Unknown} for a kind that a newer version knows. */
    public static Decoded<Frame> decode(Bytes bytes) {
        if (bytes.size() > Limits.FRAME_BYTES) {
            return new Decoded.Malformed<>("a frame of " + bytes.size() + " bytes");
        }
        try {
            CodedInputStream input = of(bytes).newCodedInput();
            input.enableAliasing(true); // fields are copied once, when they become what the frame is made of
            return decode(FrameProto.parseFrom(input));
        } catch (IOException e) {
            return new Decoded.Malformed<>("frame is not well formed");
        } catch (IllegalArgumentException e) {
            // records check themselves; their complaint is the reason
            return new Decoded.Malformed<>("frame: " + e.getMessage());
        }
    }

    private static Decoded<Frame> decode(FrameProto proto) {
        return switch (proto.getKindCase()) {
            case GREETING ->
                new Decoded.Valid<>(new Greeting(of(proto.getGreeting().getProof())));
            case JOIN_REQUEST -> new Decoded.Valid<>(decode(proto.getJoinRequest()));
            case JOIN_REPLY -> new Decoded.Valid<>(decode(proto.getJoinReply()));
            case OFFER -> decode(proto.getOffer());
            case WANT -> new Decoded.Valid<>(decode(proto.getWant()));
            case BLOCKS -> new Decoded.Valid<>(decode(proto.getBlocks()));
            case FAREWELL ->
                new Decoded.Valid<>(new Farewell(line(proto.getFarewell().getReason())));
            case KIND_NOT_SET -> new Decoded.Unknown<>("a kind of frame");
        };
    }

    private static Frame decode(JoinRequestProto proto) {
        return new JoinRequest(
                new InvitationKey(of(proto.getInvitation())),
                new Signature(of(proto.getSignature())),
                new MemberKey(of(proto.getMember())),
                of(proto.getCredentials()));
    }

    private static Frame decode(JoinReplyProto proto) {
        String refusal = line(proto.getRefusal());
        return new JoinReply(refusal.isEmpty() ? Optional.empty() : Optional.of(refusal));
    }

    /** The beginning of what a peer said, on one line. */
    private static String line(String said) {
        int cut = Math.min(said.length(), REASON);
        boolean insideCharacter = cut < said.length() && Character.isLowSurrogate(said.charAt(cut));
        return said.substring(0, insideCharacter ? cut - 1 : cut).replaceAll("\\p{Cntrl}", " ");
    }

    private static Decoded<Frame> decode(OfferProto proto) {
        if (proto.getExtentsCount() > Limits.TIMEFRAME_ENTRIES) {
            return new Decoded.Malformed<>("an offer of " + proto.getExtentsCount() + " feeds");
        }
        Timeframe extents = Timeframe.EMPTY;
        for (ExtentProto extent : proto.getExtentsList()) {
            FeedKey feed = new FeedKey(of(extent.getFeed()));
            extents = extents.with(feed, new Extent(extent.getLength(), new Hash(of(extent.getLink()))));
        }
        return new Decoded.Valid<>(new Offer(extents));
    }

    private static Frame decode(WantProto proto) {
        if (proto.getFrom() < 0 || proto.getMaxBytes() < 0) {
            throw new IllegalArgumentException(
                    "a want from " + proto.getFrom() + " of " + proto.getMaxBytes() + " bytes");
        }
        return new Want(
                new FeedKey(of(proto.getFeed())), proto.getFrom(), Math.min(proto.getMaxBytes(), Limits.RUN_BYTES));
    }

    private static Frame decode(BlocksProto proto) {
        FeedKey feed = new FeedKey(of(proto.getFeed()));
        if (proto.getPayloadsCount() == 0) {
            return new Blocks(feed, Optional.empty());
        }
        List<Bytes> payloads =
                proto.getPayloadsList().stream().map(FrameCodec::of).toList();
        long length =
                proto.getFrom() + payloads.size(); // past the greatest number it is negative, and refused as an extent
        Head head = new Head(
                feed, new Extent(length, new Hash(of(proto.getLink()))), new Signature(of(proto.getSignature())));
        return new Blocks(feed, Optional.of(new Run(proto.getFrom(), payloads, head)));
    }

    private static OfferProto encode(Offer offer) {
        OfferProto.Builder proto = OfferProto.newBuilder();
        offer.extents()
                .extents()
                .forEach((feed, extent) -> proto.addExtents(ExtentProto.newBuilder()
                        .setFeed(of(feed.bytes()))
                        .setLength(extent.length())
                        .setLink(of(extent.link().bytes()))));
        return proto.build();
    }

    private static BlocksProto encode(Blocks blocks) {
        BlocksProto.Builder proto =
                BlocksProto.newBuilder().setFeed(of(blocks.feed().bytes()));
        blocks.run().ifPresent(run -> {
            proto.setFrom(run.from())
                    .setLink(of(run.head().extent().link().bytes()))
                    .setSignature(of(run.head().signature().bytes()));
            run.payloads().forEach(payload -> proto.addPayloads(of(payload)));
        });
        return proto.build();
    }

    private static ByteString of(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.toByteArray());
    }

    private static Bytes of(ByteString bytes) {
        return Bytes.owning(bytes.toByteArray());
    }
}
